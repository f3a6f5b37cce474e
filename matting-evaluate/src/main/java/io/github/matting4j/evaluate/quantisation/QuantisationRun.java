package io.github.matting4j.evaluate.quantisation;

import io.github.matting4j.MattingModels;
import io.github.matting4j.batch.source.PhotoFolder;
import io.github.matting4j.io.ImageFiles;
import io.github.matting4j.io.file.AtomicFile;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.ModelLoadException;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.onnx.Quantiser;
import io.github.matting4j.runtime.ModelFile;
import io.github.matting4j.runtime.ModelLocator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Makes the 8-bit version of a model: the ranges of its values come from three of four photos, and
 * the mattes of both versions are compared on the fourth.
 */
public final class QuantisationRun {
  /** Enough that every kind of picture of a folder is among them; each takes a run. */
  public static final int MAX_PHOTOS = 128;

  /** So that 8 are left to make it from. */
  public static final int MIN_PHOTOS = 10;

  /** 2.5 of 255 steps over the whole photo: a visible difference. */
  public static final double MAX_MEAN = 0.01;

  private static final int COMPARED = 4;

  /**
   * What came of it.
   *
   * @param file the 8-bit version
   * @param written false if its mattes differ too much, so that it was not written
   * @param bytes its size
   * @param originalBytes the size of the weights it was made of
   */
  public record Result(Path file, boolean written, long bytes, long originalBytes) {}

  private final MattingModels models;
  private final String model;
  private final OpenOptions options;
  private final int weightBits;
  private final Consumer<String> lines;

  /**
   * A run for a model.
   *
   * @param model its id
   * @param options of both versions
   * @param weightBits 7 or 8
   * @param lines gets what was made and measured, line by line
   * @throws IllegalArgumentException if the weights cannot have that many bits
   */
  public QuantisationRun(
      MattingModels models,
      String model,
      OpenOptions options,
      int weightBits,
      Consumer<String> lines) {
    if (weightBits != 7 && weightBits != 8) {
      throw new IllegalArgumentException("weightBits is " + weightBits + "; it must be 7 or 8");
    }
    this.models = models;
    this.model = model;
    this.options = options;
    this.weightBits = weightBits;
    this.lines = lines;
  }

  /**
   * Photos spread evenly over a folder.
   *
   * @throws IOException if there are fewer than {@link #MIN_PHOTOS}
   */
  public static List<Path> photos(Path folder) throws IOException {
    List<Path> found = Files.isDirectory(folder) ? PhotoFolder.photos(folder) : List.of();
    if (found.size() < MIN_PHOTOS) {
      throw new IOException(
          folder + " has " + found.size() + " photos; give a folder of at least " + MIN_PHOTOS);
    }
    return PhotoFolder.spread(found, MAX_PHOTOS);
  }

  /**
   * Makes the 8-bit version, together with a copy of the recipe, if the model has one.
   *
   * @param output where to; next to the weights if empty
   * @param force whether to write it even if alpha is off by more than {@link #MAX_MEAN} on average
   * @return where it is, or would be
   * @throws IOException if a photo cannot be read, or a file not be written
   * @throws ModelLoadException if the model cannot be quantised
   */
  public Result run(List<Path> photos, Optional<Path> output, boolean force) throws IOException {
    try (MattingModel exact = models.open(model, options)) {
      Path weights =
          ModelLocator.find(exact.descriptor(), options)
              .orElseThrow(
                  () ->
                      new ModelLoadException(
                          model
                              + " has no file of weights; only models that are files can be"
                              + " quantised"));
      Path target = output.orElse(nextTo(weights));
      Path part = part(target);
      Path partRecipe = recipeOf(part);
      part.toFile().deleteOnExit(); // Ctrl-C
      partRecipe.toFile().deleteOnExit();
      Optional<Path> recipe = recipe(weights);
      try {
        if (recipe.isPresent()) {
          Files.copy(recipe.get(), partRecipe); // so that both versions prepare photos alike
        }
        Files.write(part, quantised(exact, weights, photos));
        if (!isNear(exact, part, select(photos, true)) && !force) {
          return new Result(target, false, Files.size(part), Files.size(weights));
        }
        AtomicFile.replace(part, target);
        if (recipe.isPresent() && !target.equals(nextTo(weights))) {
          Files.copy(recipe.get(), recipeOf(target), StandardCopyOption.REPLACE_EXISTING);
        }
      } finally {
        Files.deleteIfExists(part);
        Files.deleteIfExists(partRecipe);
      }
      return new Result(target, true, Files.size(target), Files.size(weights));
    }
  }

  private void tell(String format, Object... values) {
    lines.accept(String.format(Locale.ROOT, format, values));
  }

  private static List<Path> select(List<Path> photos, boolean compared) {
    return IntStream.range(0, photos.size())
        .filter(i -> (i % COMPARED == COMPARED - 1) == compared)
        .mapToObj(photos::get)
        .toList();
  }

  private static Path nextTo(Path weights) {
    String name = weights.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return weights.resolveSibling((dot > 0 ? name.substring(0, dot) : name) + "-int8.onnx");
  }

  /**
   * The YAML file of transforms that belongs to a model: {@code STEM.yaml}, also of the original.
   */
  private static Optional<Path> recipe(Path weights) {
    Path own = recipeOf(weights);
    Path original = Path.of(own.toString().replaceFirst("-int8\\.yaml$", ".yaml"));
    return Stream.of(own, original).filter(Files::isRegularFile).findFirst();
  }

  private static Path recipeOf(Path model) {
    String name = model.getFileName().toString();
    return model.resolveSibling(name.replaceFirst("\\.onnx$", "") + ".yaml");
  }

  /** A new file in the same folder; its permissions are those of any new file. */
  private static Path part(Path target) throws IOException {
    Path folder = target.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new IOException("there is no folder for " + target + "; make it, or name another");
    }
    if (Files.isDirectory(target)) {
      throw new IOException(target + " is a folder; name a file in it");
    }
    return Files.createFile(folder.resolve(".matting4j-int8-" + UUID.randomUUID() + ".onnx"));
  }

  private byte[] quantised(MattingModel exact, Path weights, List<Path> photos) throws IOException {
    List<Path> seen = select(photos, false);
    try (Quantiser quantiser = Quantiser.open(ModelFile.inspect(weights), exact, options)) {
      for (Path photo : seen) {
        quantiser.observe(ImageFiles.read(photo));
      }
      tell(
          "%d convolutions in 8 bits with weights of %d bits, ranges from %d photos; %d stay floats:"
              + " %s",
          quantiser.convolutions(),
          weightBits,
          seen.size(),
          quantiser.left().size(),
          String.join(", ", quantiser.left()));
      return quantiser.quantised(weightBits);
    }
  }

  /** Whether the mattes are near enough. */
  private boolean isNear(MattingModel exact, Path made, List<Path> photos) throws IOException {
    try (MattingModel quantised = models.open(model, options.modelFile(made))) {
      QuantisationTrial trial =
          QuantisationTrial.of(photos, exact, quantised, ModelFile.inspect(made).sha256());
      trial.lines().forEach(lines);
      if (trial.mean() <= MAX_MEAN) {
        return true;
      }
      tell("that is more than the %.2f that would pass", MAX_MEAN);
      return false;
    }
  }
}

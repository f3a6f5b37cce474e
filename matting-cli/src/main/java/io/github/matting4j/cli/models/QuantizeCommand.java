package io.github.matting4j.cli.models;

import io.github.matting4j.MattingModels;
import io.github.matting4j.batch.source.PhotoFolder;
import io.github.matting4j.cli.console.ExitCode;
import io.github.matting4j.cli.console.Trouble;
import io.github.matting4j.cli.console.Usage;
import io.github.matting4j.cli.console.Verbosity;
import io.github.matting4j.cli.console.Version;
import io.github.matting4j.cli.options.ModelFolderOption;
import io.github.matting4j.evaluate.quantisation.QuantisationTrial;
import io.github.matting4j.hardware.Device;
import io.github.matting4j.hardware.DeviceChoice;
import io.github.matting4j.io.ImageFiles;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.ModelLoadException;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.onnx.Quantiser;
import io.github.matting4j.runtime.ModelFile;
import io.github.matting4j.runtime.ModelLocator;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code matting quantize}: the 8-bit version of a model, and what it costs in quality. */
@Command(
    name = "quantize",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = {
      "Makes an 8-bit version of a model: smaller, and faster on processors with 8-bit dot"
          + " products. Mattes change; how much is measured on every fourth of your photos, which"
          + " the making does not see.",
      "",
      "Nothing uses the file unless it is named with --model and --model-file.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  matting quantize pp-mattingv2-512 --photos photos/",
      "  matting quantize modnet-mobilenetv2 --photos photos/ -o small.onnx"
    })
public final class QuantizeCommand implements Callable<Integer> {
  /** Enough that every kind of picture of a folder is among them; each takes a run. */
  private static final int MAX_PHOTOS = 128;

  /** So that 8 are left to make it from. */
  private static final int MIN_PHOTOS = 10;

  private static final int HELD_OUT = 4;

  /** 2.5 of 255 steps over the whole photo: a matte that one would not take for the same. */
  private static final double LARGEST_MEAN = 0.01;

  @Parameters(paramLabel = "MODEL", description = "Id of the model; 'matting models' lists them.")
  private String model = "";

  @Option(
      names = "--photos",
      paramLabel = "DIR",
      required = true,
      description =
          "Folder of at least "
              + MIN_PHOTOS
              + " photos like those to come, JPEG, PNG or TIFF; up to "
              + MAX_PHOTOS
              + " are used.")
  private @Nullable Path photos;

  @Option(
      names = "--model-file",
      paramLabel = "FILE",
      description = "Weights of the model, instead of looking in the model folder.")
  private @Nullable Path modelFile;

  @Mixin private final ModelFolderOption folder = new ModelFolderOption();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Default: beside the weights, NAME-int8.onnx.")
  private @Nullable Path output;

  @Option(
      names = "--weight-bits",
      paramLabel = "N",
      description =
          "7 or 8. Default: 7, which gives the same mattes on every processor. With 8 they can be"
              + " wrong on x86 processors without VNNI.")
  private int weightBits = 7;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads of the engine. Default: 1, which gives the calmest measurement.")
  private int threads = 1;

  @Option(
      names = "--force",
      description =
          "Writes the file even if alpha is off by more than " + LARGEST_MEAN + " on average.")
  private boolean force;

  @Spec private @Nullable CommandSpec spec;

  private final MattingModels registry = MattingModels.discovered();

  @Override
  public Integer call() {
    CommandLine commandLine = Objects.requireNonNull(spec).commandLine();
    try {
      return quantise(commandLine);
    } catch (IOException e) {
      return Trouble.print(
          e, commandLine.getErr(), Verbosity.isVerbose(commandLine.getCommandSpec()));
    }
  }

  private int quantise(CommandLine commandLine) throws IOException {
    PrintWriter out = commandLine.getOut();
    OpenOptions options = options(commandLine);
    checkWeightBits(commandLine);
    List<Path> files = files(commandLine);
    try (MattingModel exact = registry.open(model, options)) {
      Path weights =
          ModelLocator.find(exact.descriptor(), options)
              .orElseThrow(
                  () ->
                      new ModelLoadException(
                          model
                              + " has no file of weights; only models that are files can be"
                              + " quantised"));
      Path target = output == null ? beside(weights) : output;
      Path part = part(target);
      part.toFile().deleteOnExit(); // Ctrl-C
      Optional<Path> recipe = recipe(weights);
      Path partRecipe = recipeBeside(part);
      partRecipe.toFile().deleteOnExit();
      try {
        if (recipe.isPresent()) {
          Files.copy(recipe.get(), partRecipe); // so that both models see the photos alike
        }
        Files.write(part, quantised(exact, weights, options, files, out));
        boolean good = compare(exact, part, options, held(files), out);
        if (!good && !force) {
          out.println(target + " was not written; --force writes it all the same");
          return ExitCode.SOME_FAILED;
        }
        publish(part, target);
        if (recipe.isPresent() && !target.equals(beside(weights))) {
          Files.copy(recipe.get(), recipeBeside(target), StandardCopyOption.REPLACE_EXISTING);
        }
        out.printf(
            Locale.ROOT,
            "%s, %d KB, was %d KB; used only when named: --model %s --model-file %s%n",
            target,
            Files.size(target) >> 10,
            Files.size(weights) >> 10,
            model,
            target);
        return ExitCode.OK;
      } finally {
        Files.deleteIfExists(part);
        Files.deleteIfExists(partRecipe);
        out.flush();
      }
    }
  }

  private void checkWeightBits(CommandLine commandLine) {
    if (weightBits != 7 && weightBits != 8) {
      throw Usage.refused(
          commandLine,
          new IllegalArgumentException("--weight-bits is " + weightBits + "; it must be 7 or 8"));
    }
  }

  private OpenOptions options(CommandLine commandLine) {
    try {
      OpenOptions options = folder.applyTo(OpenOptions.forLatency()).threads(threads);
      options = options.device(DeviceChoice.require(Device.CPU));
      return modelFile == null ? options : options.modelFile(modelFile);
    } catch (IllegalArgumentException e) {
      throw Usage.refused(commandLine, e);
    }
  }

  /** Photos spread evenly over the folder. */
  private List<Path> files(CommandLine commandLine) {
    try {
      Path all = Objects.requireNonNull(photos);
      List<Path> found = Files.isDirectory(all) ? PhotoFolder.photos(all) : List.of();
      if (found.size() < MIN_PHOTOS) {
        throw new IOException(
            all + " has " + found.size() + " photos; give a folder of at least " + MIN_PHOTOS);
      }
      return PhotoFolder.spread(found, MAX_PHOTOS);
    } catch (IOException | UncheckedIOException e) {
      throw Usage.refused(commandLine, e);
    }
  }

  private static List<Path> held(List<Path> files) {
    return files.stream().filter(file -> isHeld(files.indexOf(file))).toList();
  }

  private static boolean isHeld(int i) {
    return i % HELD_OUT == HELD_OUT - 1;
  }

  private static Path beside(Path weights) {
    String name = weights.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return weights.resolveSibling((dot > 0 ? name.substring(0, dot) : name) + "-int8.onnx");
  }

  /**
   * The YAML file of transforms that belongs to a model: {@code STEM.yaml}, also of the original.
   */
  private static Optional<Path> recipe(Path weights) {
    Path own = recipeBeside(weights);
    Path original = Path.of(own.toString().replaceFirst("-int8\\.yaml$", ".yaml"));
    return Stream.of(own, original).filter(Files::isRegularFile).findFirst();
  }

  private static Path recipeBeside(Path model) {
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

  private byte[] quantised(
      MattingModel exact, Path weights, OpenOptions options, List<Path> files, PrintWriter out)
      throws IOException {
    try (Quantiser quantiser = Quantiser.open(ModelFile.inspect(weights), exact, options)) {
      int seen = 0;
      for (int i = 0; i < files.size(); i++) {
        if (!isHeld(i)) {
          quantiser.observe(ImageFiles.read(files.get(i)));
          seen++;
        }
      }
      out.printf(
          Locale.ROOT,
          "%d convolutions in 8 bits with weights of %d bits, ranges from %d photos; %d stay floats:"
              + " %s%n",
          quantiser.convolutions(),
          weightBits,
          seen,
          quantiser.left().size(),
          String.join(", ", quantiser.left()));
      return quantiser.quantised(weightBits);
    }
  }

  /** Whether the mattes are near enough. */
  private boolean compare(
      MattingModel exact, Path made, OpenOptions options, List<Path> files, PrintWriter out)
      throws IOException {
    try (MattingModel quantised = registry.open(model, options.modelFile(made))) {
      QuantisationTrial trial =
          QuantisationTrial.of(files, exact, quantised, ModelFile.inspect(made).sha256());
      trial.lines().forEach(out::println);
      if (trial.mean() <= LARGEST_MEAN) {
        return true;
      }
      out.printf(Locale.ROOT, "that is more than the %.2f that would pass%n", LARGEST_MEAN);
      return false;
    }
  }

  /** Brings the content to the disk and renames it. */
  private static void publish(Path part, Path target) throws IOException {
    try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}

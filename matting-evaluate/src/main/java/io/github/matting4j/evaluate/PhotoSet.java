package io.github.matting4j.evaluate;

import io.github.matting4j.evaluate.measure.FileNames;
import io.github.matting4j.evaluate.measure.Sample;
import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.io.ImageFiles;
import io.github.matting4j.portraits.PortraitScene;
import io.github.matting4j.portraits.SyntheticPortrait;
import io.github.matting4j.portraits.SyntheticPortraits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * Photos to evaluate models on, with the true mattes that are known. Immutable.
 *
 * @param title where they come from, for the reports
 * @param samples the photos, by name
 * @param notes what the user should know about the set, in sentences
 */
public record PhotoSet(String title, List<Sample> samples, List<String> notes) {
  /** Copies the lists. */
  public PhotoSet {
    samples = List.copyOf(samples);
    notes = List.copyOf(notes);
  }

  /**
   * The photos of a folder, and the truth of the same name (without extension) in another.
   *
   * @throws IllegalArgumentException if there are none, two have the same name, or photos and truth
   *     are in one folder
   * @throws IOException if a folder cannot be listed
   */
  public static PhotoSet ofFolders(Path images, Optional<Path> truth) throws IOException {
    requireFolder("--images", images);
    if (truth.isPresent()) {
      requireFolder("--truth", truth.get());
      if (Files.isSameFile(images, truth.get())) {
        throw new IllegalArgumentException(
            "--images and --truth are both "
                + images
                + "; put the mattes into a folder of their own, under the names of the photos");
      }
    }
    Map<String, Path> truths = new HashMap<>();
    for (Path file : truth.isPresent() ? FileNames.pictures(truth.get()) : List.<Path>of()) {
      truths.putIfAbsent(FileNames.stem(file), file);
    }
    List<Sample> samples = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    for (Path photo : FileNames.pictures(images)) {
      Sample sample = Sample.of(photo, Optional.ofNullable(truths.remove(FileNames.stem(photo))));
      requireUniqueName(samples, sample);
      samples.add(sample);
      if (truth.isPresent() && sample.truth().isEmpty()) {
        notes.add(
            "no truth for " + sample.name() + " in " + truth.get() + "; it is not scored against");
      }
    }
    if (samples.isEmpty()) {
      throw new IllegalArgumentException(images + " has no .jpg, .png or .tif files");
    }
    truths.values().stream()
        .sorted()
        .forEach(file -> notes.add("the truth " + file + " belongs to no photo"));
    return new PhotoSet(images.toString(), samples, notes);
  }

  private static void requireFolder(String option, Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new IllegalArgumentException(
          option + " is " + folder + ", which is no folder; name one with pictures");
    }
  }

  private static void requireUniqueName(List<Sample> samples, Sample sample) {
    if (!samples.isEmpty()) {
      Sample before = samples.get(samples.size() - 1);
      if (before.stem().equals(sample.stem())) {
        throw new IllegalArgumentException(
            "two photos are named "
                + sample.stem()
                + ": "
                + before.name()
                + " and "
                + sample.name()
                + "; truth and results go by that name, so keep one");
      }
    }
  }

  /**
   * Draws the portraits of the project, which have exact mattes, as {@code images/NAME.png} and
   * {@code truth/NAME.png} of 8 bits. About six seconds each at full size on two cores.
   *
   * @param folder made if need be; files of these names are replaced
   * @param maxSide longest side in pixels, if they are to be smaller than their usual 1,350
   * @param progress gets a line a portrait
   */
  public static PhotoSet synthetic(Path folder, OptionalInt maxSide, Consumer<String> progress)
      throws IOException {
    Path images = Files.createDirectories(folder.resolve("images"));
    Path truth = Files.createDirectories(folder.resolve("truth"));
    List<Sample> samples = new ArrayList<>();
    for (PortraitScene scene : SyntheticPortraits.gallery()) {
      progress.accept("drawing " + scene.name());
      SyntheticPortrait portrait = sized(scene, maxSide).render();
      int width = portrait.width();
      int height = portrait.height();
      Path photo = images.resolve(scene.name() + ".png");
      Path matte = truth.resolve(scene.name() + ".png");
      ImageFiles.write(ArgbImage.adopt(width, height, portrait.argb()), photo);
      ImageFiles.writeAlpha8(AlphaMatte.adopt(width, height, portrait.alpha()), matte);
      samples.add(Sample.of(photo, Optional.of(matte)));
    }
    samples.sort((a, b) -> a.name().compareTo(b.name()));
    return new PhotoSet("drawn portraits with exact mattes", samples, List.of());
  }

  private static PortraitScene sized(PortraitScene scene, OptionalInt maxSide) {
    if (maxSide.isEmpty() || maxSide.getAsInt() >= Math.max(scene.width(), scene.height())) {
      return scene;
    }
    double scale = (double) maxSide.getAsInt() / Math.max(scene.width(), scene.height());
    return scene.size(
        (int) Math.max(1, Math.rint(scene.width() * scale)),
        (int) Math.max(1, Math.rint(scene.height() * scale)));
  }
}

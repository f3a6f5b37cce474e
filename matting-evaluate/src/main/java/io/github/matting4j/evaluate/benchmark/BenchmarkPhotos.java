package io.github.matting4j.evaluate.benchmark;

import io.github.matting4j.evaluate.measure.Sample;
import io.github.matting4j.io.file.NameBelow;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The photos and true mattes of a folder in the layout of PaddleSeg's matting data: a file {@code
 * val.txt} whose lines name photos such as {@code val/fg/NAME.jpg} below its own folder; the true
 * matte is found by replacing {@code /fg} by {@code /alpha}, and may be a PNG file where the photo
 * is not. Immutable.
 *
 * @param samples photos with their truth, in the list's order; a sample's name is its line
 */
public record BenchmarkPhotos(List<Sample> samples) {
  private static final String LIST = "val.txt";
  private static final int MAX_DEPTH = 4;
  private static final int MAX_PHOTOS = 100_000;
  private static final int NAMED = 3;

  /** Copies the list. */
  public BenchmarkPhotos {
    samples = List.copyOf(samples);
  }

  /**
   * Reads the list and looks for its files.
   *
   * @param folder the unpacked set, or a folder that holds it
   * @throws IllegalArgumentException if there is not exactly one list, a line leads out of its
   *     folder, names a photo again or is of a kind that is not supported, or files are missing
   * @throws IOException if the folder or the list cannot be read
   */
  public static BenchmarkPhotos read(Path folder) throws IOException {
    Path list = list(folder);
    List<Sample> samples = new ArrayList<>();
    Set<String> names = new HashSet<>();
    List<Path> missing = new ArrayList<>();
    int number = 0;
    for (String line : lines(list)) {
      number++;
      String name = line.strip();
      if (name.isEmpty()) {
        continue;
      }
      requirePhotoAlone(list, number, name);
      if (names.size() == MAX_PHOTOS) {
        throw refused(list, number, "is one photo more than " + MAX_PHOTOS + ", the limit");
      }
      if (!names.add(name)) {
        throw refused(list, number, "names " + name + " again; each photo must be there once");
      }
      Path photo = inside(list, number, name);
      Path truth = truth(list, number, ("/" + name).replace("/fg", "/alpha").substring(1));
      Stream.of(photo, truth).filter(file -> !Files.isRegularFile(file)).forEach(missing::add);
      samples.add(new Sample(name, photo, Optional.of(truth)));
    }
    if (samples.isEmpty()) {
      throw new IllegalArgumentException(list + " names no photos");
    }
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException(
          missing.size()
              + " files that "
              + list
              + " names are missing, such as "
              + missing.subList(0, Math.min(NAMED, missing.size()))
              + "; unpack the whole archive");
    }
    return new BenchmarkPhotos(samples);
  }

  private static Path list(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new IllegalArgumentException(
          folder + " is not a folder; name the folder of the unpacked test set");
    }
    List<Path> lists;
    try (Stream<Path> files =
        Files.find(
            folder,
            MAX_DEPTH,
            (file, attributes) -> attributes.isRegularFile() && file.endsWith(LIST))) {
      lists = files.sorted().toList();
    }
    if (lists.size() != 1) {
      throw new IllegalArgumentException(
          folder
              + " holds "
              + lists.size()
              + " files "
              + LIST
              + "; expected one, as in PaddleSeg's archives PPM-100 and PPM-AIM-195");
    }
    return lists.get(0);
  }

  private static List<String> lines(Path list) throws IOException {
    try {
      return Files.readAllLines(list, StandardCharsets.UTF_8);
    } catch (MalformedInputException e) {
      throw new IllegalArgumentException(list + " is not UTF-8 text", e);
    }
  }

  private static void requirePhotoAlone(Path list, int number, String name) {
    if (name.indexOf(' ') >= 0) {
      throw refused(
          list,
          number,
          "is '" + name + "'; photos to be composed with a background are not supported");
    }
  }

  /** The true matte of this name, else the PNG beside it. */
  private static Path truth(Path list, int number, String name) {
    Path truth = inside(list, number, name);
    int dot = name.lastIndexOf('.');
    if (!Files.isRegularFile(truth) && dot > name.lastIndexOf('/')) {
      Path png = inside(list, number, name.substring(0, dot) + ".png");
      return Files.isRegularFile(png) ? png : truth;
    }
    return truth;
  }

  private static Path inside(Path list, int number, String name) {
    Path folder = Objects.requireNonNull(list.toAbsolutePath().normalize().getParent());
    try {
      return NameBelow.resolve(folder, name)
          .orElseThrow(
              () ->
                  refused(
                      list,
                      number,
                      "is '"
                          + name
                          + "', which leads out of "
                          + folder
                          + " or is no name of a file"));
    } catch (IOException e) {
      throw new IllegalArgumentException(list + ", line " + number + ": " + e.getMessage(), e);
    }
  }

  private static IllegalArgumentException refused(Path list, int number, String text) {
    return new IllegalArgumentException(list + ", line " + number + " " + text);
  }
}

package io.github.matting4j.cli;

import io.github.matting4j.compose.Background;
import io.github.matting4j.image.Rounding;
import io.github.matting4j.io.OutputFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a {@code cutout} command is going to read and write, settled before anything is opened.
 *
 * @param items one a photo
 * @param background what composed pictures show behind the person
 * @param bits 8 or 16, of mattes
 * @param rounding of 8-bit mattes
 * @param edges how edges are treated
 */
record CutoutJob(
    List<Item> items, Background background, int bits, Rounding rounding, EdgeOptions edges) {
  static final String STANDARD_STREAM = "-";

  /**
   * One photo and its files.
   *
   * @param photo a path, or {@code -}
   * @param alpha where the matte goes, if anywhere
   * @param composed where the person on the background goes, if anywhere
   * @param cutout where the person on transparency goes, if anywhere
   * @param standardOutput what goes to standard output, if anything
   */
  record Item(
      String photo,
      Optional<Path> alpha,
      Optional<Path> composed,
      Optional<Path> cutout,
      Optional<Stream> standardOutput) {

    List<Path> files() {
      List<Path> files = new ArrayList<>();
      alpha.ifPresent(files::add);
      composed.ifPresent(files::add);
      cutout.ifPresent(files::add);
      return files;
    }
  }

  /** What may go to standard output, as a PNG. */
  enum Stream {
    COMPOSED,
    CUTOUT
  }

  /**
   * The background that the user named.
   *
   * @param wanted false for {@code none}
   * @param named the one named; empty if the user named none at all
   */
  record Backdrop(boolean wanted, Optional<Background> named) {
    static Backdrop unnamed() {
      return new Backdrop(true, Optional.empty());
    }

    static Backdrop none() {
      return new Backdrop(false, Optional.empty());
    }

    static Backdrop named(Background background) {
      return new Backdrop(true, Optional.of(background));
    }
  }

  /**
   * Settles where everything goes.
   *
   * @throws IllegalArgumentException if that is contradictory, or a file would be written twice or
   *     over its own photo
   * @throws IOException if the output folder cannot be made
   */
  static CutoutJob plan(
      List<String> photos,
      Optional<String> output,
      Optional<Path> alpha,
      Backdrop backdrop,
      int bits,
      boolean truncate,
      EdgeOptions edges)
      throws IOException {
    if (alpha.isPresent() && photos.size() > 1) {
      throw new IllegalArgumentException("--alpha names one file, but there are several photos");
    }
    List<Item> items = new ArrayList<>();
    boolean single = output.isPresent() && !isFolder(output.get(), photos.size());
    if (single && photos.size() > 1) {
      throw new IllegalArgumentException(
          "-o is the one file " + output.get() + ", but there are several photos; name a folder");
    }
    for (String photo : photos) {
      items.add(
          single
              ? oneFile(photo, output.get(), alpha, backdrop)
              : threeFiles(photo, folder(output), alpha, backdrop));
    }
    refuseCollisions(items);
    return new CutoutJob(
        items,
        backdrop.named().orElse(Background.WHITE),
        bits,
        truncate ? Rounding.TRUNCATE : Rounding.NEAREST,
        edges);
  }

  private static boolean isFolder(String output, int photos) {
    if (output.equals(STANDARD_STREAM)) {
      return false;
    }
    boolean named = output.endsWith("/") || output.endsWith("\\");
    return named
        || Files.isDirectory(Path.of(output))
        || (photos > 1 && !Files.exists(Path.of(output)))
        || Path.of(output).getFileName().toString().indexOf('.') < 0;
  }

  private static Path folder(Optional<String> output) throws IOException {
    return output.isEmpty() ? Path.of("") : Files.createDirectories(Path.of(output.get()));
  }

  private static Item oneFile(
      String photo, String output, Optional<Path> alpha, Backdrop backdrop) {
    boolean composed = backdrop.named().isPresent();
    if (output.equals(STANDARD_STREAM)) {
      Stream stream = composed ? Stream.COMPOSED : Stream.CUTOUT;
      return new Item(photo, alpha, Optional.empty(), Optional.empty(), Optional.of(stream));
    }
    Optional<Path> file = Optional.of(Path.of(output));
    if (OutputFormat.of(file.get()) == OutputFormat.JPEG && !composed) {
      throw new IllegalArgumentException(
          "-o is " + output + ", but JPEG has no transparency; name it .png or give --background");
    }
    return composed
        ? new Item(photo, alpha, file, Optional.empty(), Optional.empty())
        : new Item(photo, alpha, Optional.empty(), file, Optional.empty());
  }

  private static Item threeFiles(
      String photo, Path folder, Optional<Path> alpha, Backdrop backdrop) {
    String stem = stem(photo);
    return new Item(
        photo,
        Optional.of(alpha.orElse(folder.resolve(stem + "_alpha.png"))),
        backdrop.wanted() ? Optional.of(folder.resolve(stem + "_composed.png")) : Optional.empty(),
        Optional.of(folder.resolve(stem + "_cutout.png")),
        Optional.empty());
  }

  private static String stem(String photo) {
    if (photo.equals(STANDARD_STREAM)) {
      return "stdin";
    }
    String name = Path.of(photo).getFileName().toString();
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }

  private static void refuseCollisions(List<Item> items) {
    Map<Path, String> taken = new HashMap<>();
    for (Item item : items) {
      if (!item.photo().equals(STANDARD_STREAM)) {
        taken.put(Path.of(item.photo()).toAbsolutePath().normalize(), "the photo " + item.photo());
      }
    }
    for (Item item : items) {
      for (Path file : item.files()) {
        String other =
            taken.put(file.toAbsolutePath().normalize(), "the result of " + item.photo());
        if (other != null) {
          throw new IllegalArgumentException(
              "the result of " + item.photo() + " would overwrite " + other + " (" + file + ")");
        }
      }
    }
  }

  boolean writesToStandardOutput() {
    return items.stream().anyMatch(item -> item.standardOutput().isPresent());
  }
}

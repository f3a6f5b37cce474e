package io.github.matting4j.cli.cutout;

import io.github.matting4j.batch.cutout.Backdrop;
import io.github.matting4j.batch.cutout.CutOutSettings;
import io.github.matting4j.cli.options.OutputFormats;
import io.github.matting4j.io.OutputFormat;
import io.github.matting4j.io.file.OutputGuard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a {@code cutout} command is going to read and write, settled before anything is opened.
 *
 * @param items one a photo
 * @param folder where results go if not to one file; made when the first is due
 * @param format of files that are not named one by one
 * @param pictures what they show
 */
public record CutoutJob(
    List<Item> items, Optional<Path> folder, OutputFormats format, CutOutSettings pictures) {
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

  /** What may go to standard output. */
  enum Stream {
    COMPOSED,
    CUTOUT
  }

  /**
   * Settles where everything goes.
   *
   * @throws IllegalArgumentException if that is contradictory
   */
  public static CutoutJob plan(
      List<String> photos,
      Optional<String> output,
      Optional<Path> alpha,
      OutputFormats format,
      CutOutSettings pictures) {
    checkAlpha(alpha, photos.size());
    Backdrop backdrop = pictures.backdrop();
    List<Item> items = new ArrayList<>();
    boolean single = output.isPresent() && !isFolder(output.get(), photos.size());
    if (single && photos.size() > 1) {
      throw new IllegalArgumentException(
          "-o is the one file " + output.get() + ", but there are several photos; name a folder");
    }
    Optional<Path> folder = single ? Optional.empty() : output.map(CutoutJob::folder);
    for (String photo : photos) {
      items.add(
          single
              ? oneFile(photo, output.get(), alpha, format, backdrop)
              : threeFiles(photo, folder.orElse(Path.of("")), alpha, format, backdrop));
    }
    return new CutoutJob(items, folder, format, pictures);
  }

  /**
   * Refuses, before anything is written, to overwrite what is read or written by this job.
   *
   * @param otherInputs files that are read in addition to the photos
   * @throws IllegalArgumentException if a file would be written twice or over an input
   */
  void refuseOverwriting(List<Path> otherInputs) throws IOException {
    OutputGuard guard = new OutputGuard(owner -> items.get((int) owner).photo());
    otherInputs.forEach(file -> guard.protect(file, file.toString()));
    for (Item item : items) {
      if (!item.photo().equals(STANDARD_STREAM)) {
        guard.protect(Path.of(item.photo()), "the photo " + item.photo());
      }
    }
    for (int i = 0; i < items.size(); i++) {
      Optional<OutputGuard.Refusal> refusal =
          guard.claim(i, Optional.empty(), items.get(i).files());
      if (refusal.isPresent()) {
        throw new IllegalArgumentException(
            refusal.get().message() + "; write to another file or folder");
      }
    }
  }

  private static void checkAlpha(Optional<Path> alpha, int photos) {
    if (alpha.isPresent() && photos > 1) {
      throw new IllegalArgumentException("--alpha names one file, but there are several photos");
    }
    if (alpha.isPresent() && !OutputFormat.of(alpha.get()).isLossless()) {
      throw new IllegalArgumentException(
          "--alpha is "
              + alpha.get()
              + ", but mattes are written as PNG or TIFF; name it .png or .tif");
    }
  }

  private static boolean isFolder(String output, int photos) {
    if (output.isBlank()) {
      throw new IllegalArgumentException("-o is empty; name a file, a folder, or leave it out");
    }
    if (output.equals(STANDARD_STREAM)) {
      return false;
    }
    boolean named = output.endsWith("/") || output.endsWith("\\");
    return named
        || Files.isDirectory(Path.of(output))
        || (photos > 1 && !Files.exists(Path.of(output)))
        || !Path.of(output).getFileName().toString().contains(".");
  }

  private static Path folder(String output) {
    Path folder = Path.of(output);
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new IllegalArgumentException("-o is to be a folder, but " + folder + " is a file");
    }
    return folder;
  }

  private static Item oneFile(
      String photo, String output, Optional<Path> alpha, OutputFormats format, Backdrop backdrop) {
    boolean composed = backdrop.named().isPresent();
    if (output.equals(STANDARD_STREAM)) {
      if (format == OutputFormats.JPG && !composed) {
        throw new IllegalArgumentException(
            "--output-format is jpg, but JPEG has no transparency; give --background or take png");
      }
      Stream stream = composed ? Stream.COMPOSED : Stream.CUTOUT;
      return new Item(photo, alpha, Optional.empty(), Optional.empty(), Optional.of(stream));
    }
    Optional<Path> file = Optional.of(Path.of(output));
    if (format(output) == OutputFormat.JPEG && !composed) {
      throw new IllegalArgumentException(
          "-o is " + output + ", but JPEG has no transparency; name it .png or give --background");
    }
    return composed
        ? new Item(photo, alpha, file, Optional.empty(), Optional.empty())
        : new Item(photo, alpha, Optional.empty(), file, Optional.empty());
  }

  private static OutputFormat format(String output) {
    try {
      return OutputFormat.of(Path.of(output));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          e.getMessage() + ", or end a folder's name with a slash: -o " + output + "/", e);
    }
  }

  private static Item threeFiles(
      String photo, Path folder, Optional<Path> alpha, OutputFormats format, Backdrop backdrop) {
    String stem = stem(photo);
    String lossless = format.orPng().extension();
    return new Item(
        photo,
        Optional.of(alpha.orElse(folder.resolve(stem + "_alpha" + lossless))),
        backdrop.wanted()
            ? Optional.of(folder.resolve(stem + "_composed" + format.extension()))
            : Optional.empty(),
        Optional.of(folder.resolve(stem + "_cutout" + lossless)),
        Optional.empty());
  }

  private static String stem(String photo) {
    if (photo.equals(STANDARD_STREAM)) {
      return "stdin";
    }
    Path last = Path.of(photo).getFileName();
    if (last == null || last.toString().isEmpty()) {
      throw new IllegalArgumentException("the photo '" + photo + "' is no name of a file");
    }
    String name = last.toString();
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }

  /** The format of what goes to standard output. */
  OutputFormat streamFormat() {
    return format.format();
  }

  boolean writesToStandardOutput() {
    return items.stream().anyMatch(item -> item.standardOutput().isPresent());
  }
}

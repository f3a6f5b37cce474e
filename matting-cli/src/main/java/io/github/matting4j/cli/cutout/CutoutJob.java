package io.github.matting4j.cli.cutout;

import io.github.matting4j.batch.cutout.Backdrop;
import io.github.matting4j.batch.cutout.CutOutSettings;
import io.github.matting4j.batch.cutout.ResultKind;
import io.github.matting4j.io.OutputFormat;
import io.github.matting4j.io.file.OutputGuard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a {@code cutout} command is going to read and write, settled before anything is opened.
 *
 * @param items one a photo
 * @param folder where results go if not to one file; made when the first is due
 * @param format of files that are not named one by one
 * @param pictures what they show
 */
record CutoutJob(List<Item> items, Optional<Path> folder, Format format, CutOutSettings pictures) {
  static final String STANDARD_STREAM = "-";

  /**
   * One photo and its results.
   *
   * @param photo a path, or {@code -}
   * @param files where each result goes, in the order in which they are written
   * @param standardOutput what goes to standard output, if anything
   */
  record Item(String photo, Map<ResultKind, Path> files, Optional<ResultKind> standardOutput) {}

  /** The values of {@code --output-format}. */
  enum Format {
    PNG(OutputFormat.PNG, ".png"),
    TIFF(OutputFormat.TIFF, ".tif"),
    JPG(OutputFormat.JPEG, ".jpg");

    private final OutputFormat format;
    private final String extension;

    Format(OutputFormat format, String extension) {
      this.format = format;
      this.extension = extension;
    }

    /** Of a result of this kind; PNG for what has transparency if this has none. */
    private String extension(ResultKind kind) {
      return kind == ResultKind.COMPOSED || format.isLossless() ? extension : PNG.extension;
    }
  }

  /**
   * Settles where everything goes.
   *
   * @throws IllegalArgumentException if that is contradictory
   */
  static CutoutJob plan(
      List<String> photos,
      Optional<String> output,
      Optional<Path> alpha,
      Format format,
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
          guard.claim(i, Optional.empty(), items.get(i).files().values());
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
    Path path = Path.of(output);
    Path name = path.getFileName(); // none of a root or a drive
    return named
        || name == null
        || Files.isDirectory(path)
        || (photos > 1 && !Files.exists(path))
        || !name.toString().contains(".");
  }

  private static Path folder(String output) {
    Path folder = Path.of(output);
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new IllegalArgumentException("-o is to be a folder, but " + folder + " is a file");
    }
    return folder;
  }

  private static Item oneFile(
      String photo, String output, Optional<Path> alpha, Format format, Backdrop backdrop) {
    ResultKind kind = backdrop.named().isPresent() ? ResultKind.COMPOSED : ResultKind.CUTOUT;
    Map<ResultKind, Path> files = new LinkedHashMap<>();
    alpha.ifPresent(file -> files.put(ResultKind.ALPHA, file));
    if (output.equals(STANDARD_STREAM)) {
      if (format == Format.JPG && kind == ResultKind.CUTOUT) {
        throw new IllegalArgumentException(
            "--output-format is jpg, but JPEG has no transparency; give --background or take png");
      }
      return new Item(photo, files, Optional.of(kind));
    }
    if (format(output) == OutputFormat.JPEG && kind == ResultKind.CUTOUT) {
      throw new IllegalArgumentException(
          "-o is " + output + ", but JPEG has no transparency; name it .png or give --background");
    }
    files.put(kind, Path.of(output));
    return new Item(photo, files, Optional.empty());
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
      String photo, Path folder, Optional<Path> alpha, Format format, Backdrop backdrop) {
    String stem = stem(photo);
    Map<ResultKind, Path> files = new LinkedHashMap<>();
    for (ResultKind kind : List.of(ResultKind.ALPHA, ResultKind.COMPOSED, ResultKind.CUTOUT)) {
      if (kind != ResultKind.COMPOSED || backdrop.wanted()) {
        files.put(kind, folder.resolve(stem + "_" + kind.label() + format.extension(kind)));
      }
    }
    alpha.ifPresent(file -> files.put(ResultKind.ALPHA, file));
    return new Item(photo, files, Optional.empty());
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
    return format.format;
  }

  boolean writesToStandardOutput() {
    return items.stream().anyMatch(item -> item.standardOutput().isPresent());
  }
}

package io.github.matting4j.javacv.media;

import static java.util.stream.Collectors.toSet;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.io.ImageFiles;
import io.github.matting4j.io.OutputFormat;
import io.github.matting4j.io.WriteOptions;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Writes each frame as a PNG or TIFF of its own, numbered from 1, mattes as 16-bit grey. A list in
 * the format of FFmpeg's concat demuxer, {@code NAME.ffconcat}, keeps how long each one is shown.
 *
 * <p>The files are written in a temporary folder and get their names when all are whole.
 */
public final class PictureSequence implements FrameOutput {
  private static final Pattern NUMBER = Pattern.compile("%(?:0(\\d))?d");
  private static final double NANOS_PER_SECOND = 1e9;

  private final Path folder;
  private final String pattern;
  private final boolean overwrite;
  private final Path temporary;
  private final OutputFormat format;
  private final List<String> warnings = new ArrayList<>();
  private final StringBuilder list = new StringBuilder("ffconcat version 1.0\n");
  private int count;
  private long lastNanos;
  private long lastDuration;
  private boolean finished;
  private boolean closed;

  private PictureSequence(Path folder, String pattern, boolean overwrite) throws IOException {
    this.folder = folder;
    this.pattern = pattern;
    this.overwrite = overwrite;
    this.format = OutputFormat.of(Path.of(pattern));
    this.temporary = TemporaryNames.createFolder(folder, pattern);
  }

  /** Whether a name is one of a picture with a place for the number, such as {@code p_%05d.png}. */
  public static boolean isPattern(Path file) {
    String name = String.valueOf(file.getFileName());
    return NUMBER.matcher(name).find()
        && name.toLowerCase(Locale.ROOT).matches(".*\\.(png|tif|tiff)");
  }

  /**
   * Starts a sequence.
   *
   * @param pattern a file with {@code %d} or {@code %05d} in its name once, {@code .png} or {@code
   *     .tif}
   * @param overwrite whether files of such names may be replaced
   * @throws FileAlreadyExistsException if there are such files and they may not be replaced
   * @throws IOException if the folder is not there or not writable
   */
  public static PictureSequence create(Path pattern, boolean overwrite) throws IOException {
    if (!isPattern(pattern)) {
      throw new VideoException(
          pattern
              + " names no picture sequence; use a name with a place for the number, such as"
              + " person_%05d.png");
    }
    Path folder = TemporaryNames.folder(pattern);
    String name = String.valueOf(pattern.getFileName());
    if (!overwrite) {
      List<Path> present = present(folder, name);
      if (!present.isEmpty()) {
        throw new FileAlreadyExistsException(
            present.get(0).toString(),
            null,
            "there is such a sequence already; choose another name or ask for overwriting");
      }
    }
    return new PictureSequence(folder, name, overwrite);
  }

  private static List<Path> present(Path folder, String pattern) throws IOException {
    Matcher number = NUMBER.matcher(pattern);
    Pattern names =
        Pattern.compile(
            number.find()
                ? Pattern.quote(pattern.substring(0, number.start()))
                    + "\\d+"
                    + Pattern.quote(pattern.substring(number.end()))
                : Pattern.quote(pattern));
    List<Path> present = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        if (names.matcher(String.valueOf(file.getFileName())).matches()) {
          present.add(file);
        }
      }
    }
    return present;
  }

  private String name(int number) {
    Matcher place = NUMBER.matcher(pattern);
    if (!place.find()) {
      return pattern;
    }
    String digits = Integer.toString(number);
    int width = place.group(1) == null ? 1 : Integer.parseInt(place.group(1));
    return pattern.substring(0, place.start())
        + "0".repeat(Math.max(0, width - digits.length()))
        + digits
        + pattern.substring(place.end());
  }

  private String listName() {
    Matcher place = NUMBER.matcher(pattern);
    String stem = place.find() ? pattern.substring(0, place.start()) : pattern;
    String trimmed = stem.replaceAll("[-_. ]+$", "");
    return (trimmed.isEmpty() ? "frames" : trimmed) + ".ffconcat";
  }

  @Override
  public void write(ArgbImage image, long nanos, long durationNanos) throws IOException {
    Path file = next(nanos, durationNanos);
    try (OutputStream stream = new BufferedOutputStream(Files.newOutputStream(file))) {
      ImageFiles.write(image, stream, format, WriteOptions.defaults());
    }
  }

  @Override
  public void write(AlphaMatte matte, long nanos, long durationNanos) throws IOException {
    ImageFiles.writeAlpha16(matte, next(nanos, durationNanos));
  }

  private Path next(long nanos, long durationNanos) {
    if (closed || finished) {
      throw new IllegalStateException("the sequence " + pattern + " is closed");
    }
    if (count > 0) {
      list(nanos - lastNanos);
    }
    count++;
    lastNanos = nanos;
    lastDuration = durationNanos;
    return temporary.resolve(name(count));
  }

  /** Adds the last picture to the list. */
  private void list(long nanos) {
    list.append("file '")
        .append(name(count).replace("'", "'\\''"))
        .append(
            String.format(Locale.ROOT, "'%nduration %.9f%n", nanos / NANOS_PER_SECOND)
                .replace("\r\n", "\n"));
  }

  @Override
  public void finish() throws IOException {
    if (finished || closed) {
      return;
    }
    if (count > 0) {
      list(lastDuration);
    }
    Files.writeString(temporary.resolve(listName()), list);
    List<Path> old = overwrite ? present(folder, pattern) : List.of();
    for (int i = 1; i <= count; i++) {
      move(name(i));
    }
    move(listName());
    Set<String> written = IntStream.rangeClosed(1, count).mapToObj(this::name).collect(toSet());
    long left =
        old.stream().filter(file -> !written.contains(String.valueOf(file.getFileName()))).count();
    if (left > 0) {
      warnings.add(left + " pictures of an earlier, longer sequence of this name are left.");
    }
    finished = true;
    Files.delete(temporary);
  }

  private void move(String name) throws IOException {
    Files.move(temporary.resolve(name), folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public List<String> warnings() {
    return List.copyOf(warnings);
  }

  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    if (!finished) {
      TemporaryNames.deleteFolder(temporary);
    }
  }
}

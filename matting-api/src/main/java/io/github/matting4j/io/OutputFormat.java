package io.github.matting4j.io;

import java.nio.file.Path;
import java.util.Locale;

/** The formats that pictures are written in. */
public enum OutputFormat {
  /** Lossless, with transparency: the one for cut-outs. */
  PNG,
  /** Lossy, without transparency. */
  JPEG;

  /**
   * The format that a file's extension asks for: {@code .png}, {@code .jpg} or {@code .jpeg}, in
   * any case.
   *
   * @throws IllegalArgumentException if the extension is another one, or missing
   */
  public static OutputFormat of(Path file) {
    Path last = file.getFileName();
    String name = last == null ? "" : last.toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".png")) {
      return PNG;
    }
    if (name.endsWith(".jpg") || name.endsWith(".jpeg")) {
      return JPEG;
    }
    throw new IllegalArgumentException(
        "cannot tell the format of " + file + " by its name; use .png, .jpg or .jpeg");
  }
}

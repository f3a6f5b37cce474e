package io.github.matting4j.io;

import java.nio.file.Path;
import java.util.Locale;

/** The formats that pictures are written in. */
public enum OutputFormat {
  /** Lossless, with transparency: the one for cut-outs. */
  PNG,
  /** Lossy, without transparency. */
  JPEG,
  /** Lossless, with transparency: for programs that work with it. */
  TIFF;

  /**
   * The format that a file's extension asks for: {@code .png}, {@code .jpg}, {@code .jpeg}, {@code
   * .tif} or {@code .tiff}, in any case.
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
    if (name.endsWith(".tif") || name.endsWith(".tiff")) {
      return TIFF;
    }
    throw new IllegalArgumentException(
        "cannot tell the format of " + file + " by its name; use .png, .jpg, .jpeg, .tif or .tiff");
  }

  /** Whether it keeps every pixel, and transparency. */
  public boolean isLossless() {
    return this != JPEG;
  }
}

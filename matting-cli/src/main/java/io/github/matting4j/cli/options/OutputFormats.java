package io.github.matting4j.cli.options;

import io.github.matting4j.io.OutputFormat;

/** The values of {@code --output-format}. */
public enum OutputFormats {
  PNG(OutputFormat.PNG, ".png"),
  TIFF(OutputFormat.TIFF, ".tif"),
  JPG(OutputFormat.JPEG, ".jpg");

  private final OutputFormat format;
  private final String extension;

  OutputFormats(OutputFormat format, String extension) {
    this.format = format;
    this.extension = extension;
  }

  public OutputFormat format() {
    return format;
  }

  public String extension() {
    return extension;
  }

  /** This one, or PNG for what cannot be written in it. */
  public OutputFormats orPng() {
    return format.isLossless() ? this : PNG;
  }
}

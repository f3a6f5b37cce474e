package io.github.matting4j.cli;

import io.github.matting4j.io.OutputFormat;

/** The values of {@code --output-format}. */
enum OutputFormats {
  PNG(OutputFormat.PNG, ".png"),
  TIFF(OutputFormat.TIFF, ".tif"),
  JPG(OutputFormat.JPEG, ".jpg");

  private final OutputFormat format;
  private final String extension;

  OutputFormats(OutputFormat format, String extension) {
    this.format = format;
    this.extension = extension;
  }

  OutputFormat format() {
    return format;
  }

  String extension() {
    return extension;
  }

  /** This one, or PNG for what cannot be written in it. */
  OutputFormats orPng() {
    return format.isLossless() ? this : PNG;
  }
}

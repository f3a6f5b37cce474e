package io.github.matting4j.evaluate.report;

import io.github.matting4j.evaluate.measure.Reduction;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.io.ImageFiles;
import io.github.matting4j.io.OutputFormat;
import io.github.matting4j.io.WriteOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;

/** Opaque pictures as text inside a page. Stateless. */
public final class DataUri {
  /** Longest side of a thumbnail, in pixels. */
  public static final int THUMBNAIL = 320;

  private static final WriteOptions QUALITY = WriteOptions.defaults().jpegQuality(0.82);

  private DataUri() {}

  /** A JPEG as it is. */
  public static String of(ArgbImage image) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageFiles.write(image, bytes, OutputFormat.JPEG, QUALITY);
    return "data:image/jpeg;base64," + Base64.getEncoder().encodeToString(bytes.toByteArray());
  }

  /** A JPEG of at most {@link #THUMBNAIL} pixels a side. */
  static String thumbnail(ArgbImage image) throws IOException {
    return of(Reduction.toLongestSide(image, THUMBNAIL));
  }
}

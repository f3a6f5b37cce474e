package io.github.matting4j.evaluate.measure;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.io.ImageFiles;
import io.github.matting4j.io.ReadOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A photo and its true matte, read, and reduced if so asked.
 *
 * @param photo opaque: its alpha was dropped, because models ignore it
 * @param truth of the photo's size
 */
public record Pictures(ArgbImage photo, Optional<AlphaMatte> truth) {
  private static final int OPAQUE = 0xFF000000;

  /** How far the channels of a grey JPEG may lie apart. */
  private static final int MAX_COLOUR = 8;

  /**
   * Reads both.
   *
   * @throws IOException if one cannot be read, the truth has another size than the photo, or the
   *     truth is a colour picture
   */
  public static Pictures read(Sample sample, OptionalInt maxSide, ReadOptions reading)
      throws IOException {
    ArgbImage photo = opaque(ImageFiles.read(sample.photo(), reading));
    Optional<AlphaMatte> truth = Optional.empty();
    if (sample.truth().isPresent()) {
      ArgbImage grey = grey(sample.truth().get(), reading);
      if (grey.width() != photo.width() || grey.height() != photo.height()) {
        throw new IOException(
            String.format(
                Locale.ROOT,
                "the truth %s is %dx%d but the photo %s is %dx%d; give them the same size",
                sample.truth().get(),
                grey.width(),
                grey.height(),
                sample.photo(),
                photo.width(),
                photo.height()));
      }
      truth = Optional.of(alpha(reduced(grey, maxSide)));
    }
    return new Pictures(reduced(photo, maxSide), truth);
  }

  /** A matte from an 8-bit file that {@link ImageFiles#writeAlpha8} wrote. */
  public static AlphaMatte matte(Path file) throws IOException {
    return alpha(ImageFiles.read(file));
  }

  private static ArgbImage reduced(ArgbImage image, OptionalInt maxSide) {
    return maxSide.isPresent() ? Reduction.toLongestSide(image, maxSide.getAsInt()) : image;
  }

  private static ArgbImage opaque(ArgbImage image) {
    if (image.isOpaque()) {
      return image;
    }
    int[] pixels = image.toArray();
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] |= OPAQUE;
    }
    return ArgbImage.adopt(image.width(), image.height(), pixels);
  }

  /** The truth as an opaque grey picture: its alpha if it has any transparency, else its grey. */
  private static ArgbImage grey(Path file, ReadOptions reading) throws IOException {
    ArgbImage image = ImageFiles.read(file, reading);
    boolean byAlpha = !image.isOpaque();
    int[] pixels = image.toArray();
    for (int i = 0; i < pixels.length; i++) {
      int level = byAlpha ? pixels[i] >>> 24 : pixels[i] >> 8 & 0xFF;
      if (!byAlpha && isColour(pixels[i])) {
        throw new IOException(
            String.format(
                Locale.ROOT,
                "the truth %s is a colour picture (#%06x at x=%d, y=%d); give a grey matte, white"
                    + " for the person, or a cut-out with transparency",
                file,
                pixels[i] & 0xFFFFFF,
                i % image.width(),
                i / image.width()));
      }
      pixels[i] = OPAQUE | level * 0x010101;
    }
    return ArgbImage.adopt(image.width(), image.height(), pixels);
  }

  private static boolean isColour(int argb) {
    int red = argb >> 16 & 0xFF;
    int green = argb >> 8 & 0xFF;
    int blue = argb & 0xFF;
    return Math.max(red, Math.max(green, blue)) - Math.min(red, Math.min(green, blue)) > MAX_COLOUR;
  }

  private static AlphaMatte alpha(ArgbImage grey) {
    float[] alpha = new float[grey.width() * grey.height()];
    int[] row = new int[grey.width()];
    for (int y = 0; y < grey.height(); y++) {
      grey.readRow(y, row, 0);
      for (int x = 0; x < row.length; x++) {
        alpha[y * row.length + x] = (row[x] & 0xFF) / 255f;
      }
    }
    return AlphaMatte.adopt(grey.width(), grey.height(), alpha);
  }
}

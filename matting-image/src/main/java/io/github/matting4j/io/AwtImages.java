package io.github.matting4j.io;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.image.Rounding;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorConvertOp;
import java.awt.image.ColorModel;
import java.awt.image.WritableRaster;
import java.util.Objects;

/**
 * Between this library's pictures and those of AWT.
 *
 * <p>Pictures are copied from their stored samples, not through {@link BufferedImage#getRGB(int,
 * int)}, which is slow and shows greys brighter than they are: a stored grey of 184 stays 184.
 * Samples of more than 8 bits are cut to the upper 8. Colour spaces other than sRGB are converted.
 *
 * <p>Thread-safe, as long as no other thread writes to the image meanwhile.
 */
public final class AwtImages {
  private AwtImages() {}

  /** A copy of any kind of image, with straight alpha. */
  public static ArgbImage from(BufferedImage image) {
    Objects.requireNonNull(image, "image");
    BufferedImage source = needsConversion(image.getColorModel()) ? toSrgb(image) : image;
    int width = source.getWidth();
    int height = source.getHeight();
    int[] argb = new int[Math.multiplyExact(width, height)];
    AwtRows rows = AwtRows.of(source);
    for (int y = 0; y < height; y++) {
      rows.read(y, argb, y * width);
    }
    return ArgbImage.adopt(width, height, argb);
  }

  /** A copy as {@link BufferedImage#TYPE_INT_ARGB}. */
  public static BufferedImage toBuffered(ArgbImage image) {
    BufferedImage copy =
        new BufferedImage(image.width(), image.height(), BufferedImage.TYPE_INT_ARGB);
    WritableRaster raster = copy.getRaster();
    int[] row = new int[image.width()];
    for (int y = 0; y < image.height(); y++) {
      image.readRow(y, row, 0);
      raster.setDataElements(0, y, row.length, 1, row);
    }
    return copy;
  }

  /** A matte as {@link BufferedImage#TYPE_BYTE_GRAY}: 0 background, 255 person, rounded. */
  public static BufferedImage toBuffered(AlphaMatte matte) {
    BufferedImage copy =
        new BufferedImage(matte.width(), matte.height(), BufferedImage.TYPE_BYTE_GRAY);
    WritableRaster raster = copy.getRaster();
    float[] row = new float[matte.width()];
    byte[] alpha8 = new byte[row.length];
    for (int y = 0; y < matte.height(); y++) {
      matte.readRow(y, row, 0);
      for (int x = 0; x < row.length; x++) {
        alpha8[x] = (byte) Rounding.NEAREST.quantize(row[x], 255);
      }
      raster.setDataElements(0, y, row.length, 1, alpha8);
    }
    return copy;
  }

  /**
   * AWT defines its standard grey as linear light, but the samples of such images are encoded like
   * sRGB, because decoders store what the file has. They are taken as they are.
   */
  private static boolean needsConversion(ColorModel model) {
    ColorSpace space = model.getColorSpace();
    return switch (space.getType()) {
      case ColorSpace.TYPE_RGB -> !space.isCS_sRGB();
      case ColorSpace.TYPE_GRAY -> space != ColorSpace.getInstance(ColorSpace.CS_GRAY);
      default -> false;
    };
  }

  private static BufferedImage toSrgb(BufferedImage image) {
    BufferedImage converted =
        new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_ARGB);
    return new ColorConvertOp(null).filter(image, converted);
  }
}

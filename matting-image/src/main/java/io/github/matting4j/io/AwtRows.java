package io.github.matting4j.io;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DirectColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/** Reads rows of one kind of AWT image as packed straight sRGB pixels. Not thread-safe. */
interface AwtRows {
  /** Writes row {@code y} to {@code argb} from {@code to} on. */
  void read(int y, int[] argb, int to);

  /** The reader for an image of any colour space; other than sRGB and grey are converted by AWT. */
  static AwtRows of(BufferedImage image) {
    ColorModel model = image.getColorModel();
    int space = model.getColorSpace().getType();
    if (model instanceof IndexColorModel indexed) {
      return indexed(image, indexed);
    }
    if (space == ColorSpace.TYPE_RGB && model instanceof DirectColorModel direct) {
      return new Packed(image, direct);
    }
    boolean known = space == ColorSpace.TYPE_RGB || space == ColorSpace.TYPE_GRAY;
    if (known && model instanceof ComponentColorModel && hasWholeSamples(image.getRaster())) {
      return new Banded(image);
    }
    return (y, argb, to) -> image.getRGB(0, y, image.getWidth(), 1, argb, to, image.getWidth());
  }

  private static boolean hasWholeSamples(Raster raster) {
    int type = raster.getTransferType();
    boolean whole =
        type == DataBuffer.TYPE_BYTE
            || type == DataBuffer.TYPE_USHORT
            || type == DataBuffer.TYPE_INT;
    return whole && raster.getSampleModel().getSampleSize(0) <= 16;
  }

  private static AwtRows indexed(BufferedImage image, IndexColorModel model) {
    int[] table = new int[model.getMapSize()];
    model.getRGBs(table);
    int[] indexes = new int[image.getWidth()];
    Raster raster = image.getRaster();
    return (y, argb, to) -> {
      raster.getSamples(0, y, indexes.length, 1, 0, indexes);
      for (int x = 0; x < indexes.length; x++) {
        argb[to + x] = indexes[x] < table.length ? table[indexes[x]] : 0xFF000000;
      }
    };
  }

  /** Straight from premultiplied colour, to the nearest level. */
  static int unmultiply(int alpha, int red, int green, int blue) {
    if (alpha == 0) {
      return 0;
    }
    int half = alpha / 2;
    return alpha << 24
        | Math.min(255, (red * 255 + half) / alpha) << 16
        | Math.min(255, (green * 255 + half) / alpha) << 8
        | Math.min(255, (blue * 255 + half) / alpha);
  }

  /** One number per pixel that holds all samples, such as 0xAARRGGBB or 5-6-5 bits. */
  final class Packed implements AwtRows {
    private static final int OPAQUE = 255;

    private final Raster raster;
    private final int[] masks;
    private final boolean premultiplied;
    private final boolean plain;
    private final int opaqueBits;
    private final int[] samples;
    private final int width;

    private Packed(BufferedImage image, DirectColorModel model) {
      this.raster = image.getRaster();
      this.width = image.getWidth();
      this.masks = model.getMasks();
      this.premultiplied = model.isAlphaPremultiplied() && model.hasAlpha();
      int type = image.getType();
      this.plain = type == BufferedImage.TYPE_INT_ARGB || type == BufferedImage.TYPE_INT_RGB;
      this.opaqueBits = type == BufferedImage.TYPE_INT_RGB ? 0xFF000000 : 0;
      this.samples = new int[plain ? width : width * masks.length];
    }

    @Override
    public void read(int y, int[] argb, int to) {
      if (plain) {
        raster.getDataElements(0, y, width, 1, samples);
        for (int x = 0; x < width; x++) {
          argb[to + x] = samples[x] | opaqueBits;
        }
        return;
      }
      raster.getPixels(0, y, width, 1, samples);
      int bands = masks.length;
      for (int x = 0, at = 0; x < width; x++, at += bands) {
        int red = level(at, 0);
        int green = level(at, 1);
        int blue = level(at, 2);
        int alpha = bands > 3 ? level(at, 3) : OPAQUE;
        argb[to + x] =
            premultiplied
                ? unmultiply(alpha, red, green, blue)
                : alpha << 24 | red << 16 | green << 8 | blue;
      }
    }

    /** A sample of any number of bits, stretched to 0..255. */
    private int level(int at, int band) {
      int mask = masks[band];
      int maximum = mask == 0 ? 0 : mask >>> Integer.numberOfTrailingZeros(mask);
      if (maximum == 255 || maximum == 0) {
        return samples[at + band];
      }
      return (int) ((samples[at + band] * 255L + maximum / 2) / maximum);
    }
  }

  /** One number per sample: grey or red, green, blue; perhaps alpha. */
  final class Banded implements AwtRows {
    private final Raster raster;
    private final int width;
    private final int bands;
    private final int bits;
    private final boolean grey;
    private final boolean alpha;
    private final boolean premultiplied;
    private final int[] samples;

    private Banded(BufferedImage image) {
      ColorModel model = image.getColorModel();
      this.raster = image.getRaster();
      this.width = image.getWidth();
      this.bands = raster.getNumBands();
      this.bits = raster.getSampleModel().getSampleSize(0);
      this.grey = model.getColorSpace().getType() == ColorSpace.TYPE_GRAY;
      this.alpha = model.hasAlpha();
      this.premultiplied = alpha && model.isAlphaPremultiplied();
      this.samples = new int[width * bands];
    }

    @Override
    public void read(int y, int[] argb, int to) {
      raster.getPixels(0, y, width, 1, samples);
      if (bits != 8) {
        toLevels();
      }
      int g = grey ? 0 : 1;
      int b = grey ? 0 : 2;
      for (int x = 0, at = 0; x < width; x++, at += bands) {
        int opacity = alpha ? samples[at + bands - 1] : 255;
        argb[to + x] =
            premultiplied
                ? unmultiply(opacity, samples[at], samples[at + g], samples[at + b])
                : opacity << 24 | samples[at] << 16 | samples[at + g] << 8 | samples[at + b];
      }
    }

    private void toLevels() {
      int maximum = (1 << bits) - 1;
      for (int i = 0; i < samples.length; i++) {
        samples[i] = bits == 16 ? samples[i] >> 8 : samples[i] * 255 / maximum;
      }
    }
  }
}

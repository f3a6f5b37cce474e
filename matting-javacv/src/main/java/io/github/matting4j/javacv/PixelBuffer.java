package io.github.matting4j.javacv;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.Argb16Image;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.image.Picture;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;

/**
 * Pixels of JavaCV or OpenCV: grey, BGR or BGRA in a buffer of bytes, unsigned 16-bit values or
 * floats.
 *
 * @param data from its index 0 on; its position and limit do not matter
 * @param channels 1, 3 or 4
 * @param stride elements from one row to the next
 */
record PixelBuffer(Buffer data, int width, int height, int channels, int stride) {
  private static final int GREY = 1;
  private static final int BGR = 3;
  private static final int BGRA = 4;
  private static final float MAX_8 = 255f;
  private static final float MAX_16 = 65535f;

  PixelBuffer {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException(
          "the picture is " + width + "x" + height + "; it has no pixels");
    }
    if (channels != GREY && channels != BGR && channels != BGRA) {
      throw new IllegalArgumentException(
          "the picture has " + channels + " channels; it must have 1 (grey), 3 (BGR) or 4 (BGRA)");
    }
    if (stride < (long) width * channels
        || (long) stride * (height - 1) + (long) width * channels > data.capacity()) {
      throw new IllegalArgumentException(
          "the rows of the picture lie "
              + stride
              + " elements apart in a buffer of "
              + data.capacity()
              + "; "
              + height
              + " rows of "
              + width
              + " pixels with "
              + channels
              + " channels do not fit");
    }
  }

  /** A copy as a picture of 8 or 16 bits. */
  Picture picture() {
    if (data instanceof ByteBuffer bytes) {
      return ArgbImage.adopt(width, height, argb(bytes));
    }
    if (data instanceof ShortBuffer shorts) {
      return Argb16Image.adopt(width, height, argb16(shorts));
    }
    throw new IllegalArgumentException(
        "the picture has values of "
            + data.getClass().getSimpleName()
            + "; it must have unsigned ones of 8 or 16 bits");
  }

  private int[] argb(ByteBuffer bytes) {
    int[] argb = new int[width * height];
    byte[] row = new byte[channels == BGRA ? 0 : width * channels];
    for (int y = 0; y < height; y++) {
      int at = y * width;
      if (channels == BGRA) {
        bytes
            .slice(y * stride, width * BGRA)
            .order(ByteOrder.LITTLE_ENDIAN)
            .asIntBuffer()
            .get(argb, at, width);
        continue;
      }
      bytes.get(y * stride, row);
      if (channels == GREY) {
        for (int x = 0; x < width; x++) {
          argb[at + x] = 0xFF000000 | (row[x] & 0xFF) * 0x010101;
        }
      } else {
        for (int x = 0, i = 0; x < width; x++, i += BGR) {
          argb[at + x] =
              0xFF000000 | (row[i + 2] & 0xFF) << 16 | (row[i + 1] & 0xFF) << 8 | (row[i] & 0xFF);
        }
      }
    }
    return argb;
  }

  private long[] argb16(ShortBuffer shorts) {
    long[] argb = new long[width * height];
    short[] row = new short[width * channels];
    int green = channels == GREY ? 0 : 1;
    int red = channels == GREY ? 0 : 2;
    for (int y = 0; y < height; y++) {
      shorts.get(y * stride, row);
      for (int x = 0, i = 0; x < width; x++, i += channels) {
        long alpha = channels == BGRA ? row[i + 3] & 0xFFFFL : 0xFFFFL;
        argb[y * width + x] =
            alpha << 48
                | (row[i + red] & 0xFFFFL) << 32
                | (row[i + green] & 0xFFFFL) << 16
                | (row[i] & 0xFFFFL);
      }
    }
    return argb;
  }

  /** A copy as a matte: 0 is transparent, the highest value or 1.0 opaque. */
  AlphaMatte matte() {
    if (channels != GREY) {
      throw new IllegalArgumentException(
          "the matte has " + channels + " channels; it must have 1 (grey)");
    }
    float[] alpha = new float[width * height];
    for (int y = 0; y < height; y++) {
      int at = y * width;
      if (data instanceof FloatBuffer floats) {
        floats.get(y * stride, alpha, at, width);
      } else if (data instanceof ShortBuffer shorts) {
        for (int x = 0; x < width; x++) {
          alpha[at + x] = (shorts.get(y * stride + x) & 0xFFFF) / MAX_16;
        }
      } else {
        ByteBuffer bytes = (ByteBuffer) data;
        for (int x = 0; x < width; x++) {
          alpha[at + x] = (bytes.get(y * stride + x) & 0xFF) / MAX_8;
        }
      }
    }
    return AlphaMatte.adopt(width, height, alpha);
  }

  /** Fills a BGRA buffer of the picture's depth and size. */
  void put(Picture picture) {
    if (picture instanceof ArgbImage image) {
      int[] row = new int[width];
      ByteBuffer bytes = (ByteBuffer) data;
      for (int y = 0; y < height; y++) {
        image.readRow(y, row, 0);
        bytes.slice(y * stride, width * BGRA).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().put(row);
      }
    } else {
      put16((Argb16Image) picture);
    }
  }

  private void put16(Argb16Image image) {
    long[] row = new long[width];
    short[] bgra = new short[width * BGRA];
    for (int y = 0; y < height; y++) {
      image.readRow(y, row, 0);
      for (int x = 0, i = 0; x < width; x++, i += BGRA) {
        bgra[i] = (short) row[x];
        bgra[i + 1] = (short) (row[x] >>> 16);
        bgra[i + 2] = (short) (row[x] >>> 32);
        bgra[i + 3] = (short) (row[x] >>> 48);
      }
      ((ShortBuffer) data).put(y * stride, bgra);
    }
  }

  /** Fills a grey buffer of any depth. */
  void put(AlphaMatte matte) {
    float[] row = new float[width];
    for (int y = 0; y < height; y++) {
      matte.readRow(y, row, 0);
      if (data instanceof FloatBuffer floats) {
        floats.put(y * stride, row);
      } else if (data instanceof ShortBuffer shorts) {
        for (int x = 0; x < width; x++) {
          shorts.put(y * stride + x, (short) (row[x] * MAX_16 + 0.5f));
        }
      } else {
        ByteBuffer bytes = (ByteBuffer) data;
        for (int x = 0; x < width; x++) {
          bytes.put(y * stride + x, (byte) (row[x] * MAX_8 + 0.5f));
        }
      }
    }
  }
}

package io.github.matting4j.io;

import io.github.matting4j.image.ArgbImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The plainest TIFF, byte by byte. */
final class TinyTiff {
  private static final int[] TAGS = {254, 256, 257, 258, 259, 262, 273, 274, 277, 278, 279, 284};

  private TinyTiff() {}

  /** RGB in one strip. */
  static byte[] rgb(ArgbImage image, int orientation, boolean little, int bits) {
    int width = image.width();
    int height = image.height();
    int head = 8 + 2 + 12 * TAGS.length + 4 + 6;
    int bytes = width * height * 3 * bits / 8;
    ByteBuffer tiff = ByteBuffer.allocate(head + bytes);
    tiff.order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    tiff.put((byte) (little ? 'I' : 'M')).put((byte) (little ? 'I' : 'M')).putShort((short) 42);
    tiff.putInt(8).putShort((short) TAGS.length);
    int[] values = {0, width, height, head - 6, 1, 2, head, orientation, 3, height, bytes, 1};
    for (int i = 0; i < TAGS.length; i++) {
      boolean depths = TAGS[i] == 258;
      tiff.putShort((short) TAGS[i]).putShort((short) (depths ? 3 : 4)).putInt(depths ? 3 : 1);
      tiff.putInt(values[i]);
    }
    tiff.putInt(0);
    for (int c = 0; c < 3; c++) {
      tiff.putShort((short) bits);
    }
    for (int pixel : image.toArray()) {
      for (int shift = 16; shift >= 0; shift -= 8) {
        int level = pixel >> shift & 0xFF;
        if (bits == 8) {
          tiff.put((byte) level);
        } else {
          tiff.putShort((short) (level * 257));
        }
      }
    }
    return tiff.array();
  }

  /** The file with another value of a tag. */
  static byte[] patched(byte[] tiff, int tag, int value) {
    ByteBuffer copy = ByteBuffer.wrap(tiff.clone());
    copy.order(tiff[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    for (int at = 10; at < 10 + 12 * TAGS.length; at += 12) {
      if (copy.getShort(at) == tag) {
        copy.putInt(at + 8, value);
        return copy.array();
      }
    }
    throw new AssertionError("no tag " + tag);
  }
}

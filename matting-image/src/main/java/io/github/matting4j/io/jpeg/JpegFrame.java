package io.github.matting4j.io.jpeg;

import static io.github.matting4j.io.input.ByteView.u16;
import static io.github.matting4j.io.input.ByteView.u8;

import io.github.matting4j.image.ImageReadException;
import io.github.matting4j.image.ImageReadException.Reason;

/**
 * A JPEG's frame header.
 *
 * @param components 1 (grey) or 3 (colour)
 * @param ids the components' identifiers, 8 bits each, the first on top
 * @param units the number of blocks of pixels the entropy-coded data must describe, each with at
 *     least one bit
 */
public record JpegFrame(
    int width, int height, int components, int ids, long units, boolean progressive) {
  static final JpegFrame NONE = new JpegFrame(0, 0, 0, 0, 0, false);

  private static final int DHT = 0xC4;
  private static final int DAC = 0xCC;

  /** The identifier of the component {@code index}, from 0. */
  int id(int index) {
    return (ids >> (8 * (components - 1 - index))) & 0xFF;
  }

  boolean exists() {
    return width > 0;
  }

  static boolean isFrame(int marker) {
    return marker >= 0xC0 && marker <= 0xCF && marker != DHT && marker != DAC;
  }

  static JpegFrame parse(byte[] data, int marker, int start, int length) throws ImageReadException {
    checkProcess(marker);
    if (length < 6 || length != 6 + 3 * u8(data, start + 5)) {
      throw new ImageReadException(
          Reason.MALFORMED, "the JPEG's frame header has " + length + " bytes, the wrong number");
    }
    int bits = u8(data, start);
    if (bits != 8) {
      throw unsupported("has " + bits + " bits per sample; 8 are supported: save it with 8");
    }
    int height = u16(data, start + 1);
    int width = u16(data, start + 3);
    if (height == 0 && width > 0) {
      throw heightLater();
    }
    int components = u8(data, start + 5);
    checkComponents(components);
    int ids = 0;
    int maxH = 1;
    int maxV = 1;
    for (int c = 0, at = start + 6; c < components; c++, at += 3) {
      ids = ids << 8 | u8(data, at);
      int h = u8(data, at + 1) >> 4;
      int v = u8(data, at + 1) & 15;
      if (h < 1 || h > 4 || v < 1 || v > 4) {
        throw new ImageReadException(
            Reason.MALFORMED, "the JPEG samples a colour " + h + "x" + v + "; 1 to 4 are possible");
      }
      maxH = Math.max(maxH, h);
      maxV = Math.max(maxV, v);
    }
    long units = (long) ceilDiv(width, 8 * maxH) * ceilDiv(height, 8 * maxV);
    return new JpegFrame(width, height, components, ids, units, marker == 0xC2);
  }

  static ImageReadException heightLater() {
    return unsupported("gives its height only after its data (DNL); save it again");
  }

  private static void checkProcess(int marker) throws ImageReadException {
    if (marker >= 0xC9) {
      throw unsupported("is arithmetic-coded, which few programs read; save it again");
    }
    if (marker == 0xC3 || marker == 0xC7) {
      throw unsupported("is a lossless JPEG; convert it to PNG");
    }
    if (marker > 0xC3) {
      throw unsupported(
          "is hierarchical (" + JpegScan.hex(marker) + "), which few programs read; save it again");
    }
  }

  private static void checkComponents(int components) throws ImageReadException {
    if (components == 4) {
      throw unsupported(
          "has four colours (CMYK or YCCK, for print). Convert it to RGB; or decode it with"
              + " TwelveMonkeys imageio-jpeg, the decoder an optional module would use, and pass"
              + " the result to AwtImages.from");
    }
    if (components != 1 && components != 3) {
      throw unsupported("has " + components + " components; 1 (grey) or 3 (colour) are read here");
    }
  }

  private static ImageReadException unsupported(String what) {
    return new ImageReadException(Reason.UNSUPPORTED, "the JPEG " + what);
  }

  private static int ceilDiv(int a, int b) {
    return (a + b - 1) / b;
  }
}

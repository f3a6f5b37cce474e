package io.github.matting4j.io;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** ICC profiles of version 2, by formula. */
final class Profiles {
  private static final double[] WHITE = {0.96420, 1.0, 0.82491};

  private Profiles() {}

  /** Display P3: its D50-adapted primaries as Apple writes them, sRGB's tone curve. */
  static byte[] p3() {
    return rgb(
        new double[] {0.51512, 0.24120, -0.00105},
        new double[] {0.29198, 0.69225, 0.04189},
        new double[] {0.15710, 0.06657, 0.78407},
        srgbCurve());
  }

  /** ProPhoto RGB (ROMM): gamma 1.8. */
  static byte[] proPhoto() {
    return rgb(
        new double[] {0.79767, 0.28804, 0},
        new double[] {0.13519, 0.71187, 0},
        new double[] {0.03134, 0.00009, 0.82491},
        gammaCurve(1.8));
  }

  /** Grey of this gamma. */
  static byte[] grey(double gamma) {
    return profile(
        "GRAY",
        new String[] {"wtpt", "kTRC"},
        new byte[][] {xyz(WHITE), gammaCurve(gamma)},
        new int[] {0, 1});
  }

  private static byte[] rgb(double[] red, double[] green, double[] blue, byte[] curve) {
    return profile(
        "RGB ",
        new String[] {"wtpt", "rXYZ", "gXYZ", "bXYZ", "rTRC", "gTRC", "bTRC"},
        new byte[][] {xyz(WHITE), xyz(red), xyz(green), xyz(blue), curve},
        new int[] {0, 1, 2, 3, 4, 4, 4});
  }

  private static byte[] profile(String space, String[] tags, byte[][] bodies, int[] body) {
    int table = 128 + 4 + 12 * tags.length;
    int[] starts = new int[bodies.length];
    int size = table;
    for (int i = 0; i < bodies.length; i++) {
      starts[i] = size;
      size += bodies[i].length;
    }
    ByteBuffer icc = ByteBuffer.allocate(size);
    icc.putInt(size).putInt(0).putInt(0x02400000).put(text("mntr"));
    icc.put(text(space)).put(text("XYZ ")).position(36);
    icc.put(text("acsp")).position(68);
    icc.putInt(0xF6D6).putInt(0x10000).putInt(0xD32D).position(128);
    icc.putInt(tags.length);
    for (int i = 0; i < tags.length; i++) {
      icc.put(text(tags[i])).putInt(starts[body[i]]).putInt(bodies[body[i]].length);
    }
    for (byte[] bytes : bodies) {
      icc.put(bytes);
    }
    return icc.array();
  }

  private static byte[] xyz(double... values) {
    ByteBuffer tag = ByteBuffer.allocate(20).put(text("XYZ ")).putInt(0);
    for (double value : values) {
      tag.putInt((int) Math.round(value * 65536));
    }
    return tag.array();
  }

  private static byte[] srgbCurve() {
    ByteBuffer tag = ByteBuffer.allocate(12 + 2 * 1024).put(text("curv")).putInt(0).putInt(1024);
    for (int i = 0; i < 1024; i++) {
      tag.putShort((short) Math.round(65535 * ColourTest.srgbToLinear(i / 1023.0)));
    }
    return tag.array();
  }

  private static byte[] gammaCurve(double gamma) {
    ByteBuffer tag = ByteBuffer.allocate(16).put(text("curv")).putInt(0).putInt(1);
    return tag.putShort((short) (gamma * 256)).array();
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}

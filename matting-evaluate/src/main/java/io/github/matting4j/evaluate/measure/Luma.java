package io.github.matting4j.evaluate.measure;

/** Brightness of a colour by Rec. 601. Stateless. */
public final class Luma {
  private Luma() {}

  /** 0..255, from {@code 0x..RRGGBB}. */
  public static float of(int rgb) {
    return 0.299f * (rgb >> 16 & 0xFF) + 0.587f * (rgb >> 8 & 0xFF) + 0.114f * (rgb & 0xFF);
  }
}

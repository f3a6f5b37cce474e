package io.github.matting4j.bshm;

import java.util.List;

/**
 * Brings what a graph gives to levels of 0..255. Some conversions end with a division and give
 * 0..1; read as levels their mattes would be black. A result is taken for one of 0..1 when no value
 * is above 1 and it has the solid foreground of a matte: values close to 1, at least one pixel in a
 * thousand, and at least as many as half-transparent ones. Of levels of 0..255 that would be a
 * matte which is nowhere above 1 of 255, and flat there. Each photo is judged by itself, so that
 * results do not depend on what ran before.
 *
 * <p>Immutable and thread-safe.
 */
enum AlphaScale {
  /** Bytes: always levels. */
  BYTES,
  /** Floats of either range. */
  FLOATS,
  /** Floats of either range, cut down to whole levels. */
  FLOATS_CUT;

  /** A sigmoid may miss 1 by rounding. */
  private static final float UNIT = 1.001f;

  private static final float HIGH = 0.9f;
  private static final float LOW = 0.1f;
  private static final int PIXELS_PER_SOLID = 1000;

  /** What a graph's alpha needs. */
  static AlphaScale of(boolean bytes, BshmOptions.Output output) {
    return bytes ? BYTES : output == BshmOptions.Output.PUBLISHED ? FLOATS_CUT : FLOATS;
  }

  /**
   * Makes levels of values, in place.
   *
   * @param notes receives what the user should know
   */
  void toLevels(float[] values, List<String> notes) {
    if (this == BYTES) {
      return;
    }
    if (isUnit(values, notes)) {
      for (int i = 0; i < values.length; i++) {
        values[i] *= 255f;
      }
    }
    if (this == FLOATS_CUT) {
      for (int i = 0; i < values.length; i++) {
        float value = values[i];
        values[i] = (float) (value < 0f ? Math.ceil(value) : Math.floor(value)); // NaN stays
      }
    }
  }

  private static boolean isUnit(float[] values, List<String> notes) {
    int solid = 0;
    int between = 0;
    float most = 0f;
    for (float value : values) {
      if (!(value <= UNIT)) {
        return false; // a level above 1, or no number
      }
      most = Math.max(most, value);
      if (value >= HIGH) {
        solid++;
      } else if (value >= LOW) {
        between++;
      }
    }
    if (solid > 0 && solid >= between && (long) solid * PIXELS_PER_SOLID >= values.length) {
      notes.add("this file gives alpha of 0..1 instead of levels of 0..255; it was scaled");
      return true;
    }
    if (most >= LOW) {
      notes.add(
          "the highest level is "
              + most
              + " of 255, so the matte is empty; if the photo shows a person, this file gives"
              + " alpha of 0..1: convert it again without the division by 255");
    }
    return false;
  }
}

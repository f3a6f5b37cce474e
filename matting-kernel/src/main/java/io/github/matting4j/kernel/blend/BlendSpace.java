package io.github.matting4j.kernel.blend;

/** In which values the colours of a soft pixel are mixed: {@code b + a (f - b)} per channel. */
public enum BlendSpace {
  /** In sRGB values, as image editors do by default. */
  SRGB {
    @Override
    int mixLevels(int front, int back, float a) {
      return (int) (back + a * (front - back) + HALF);
    }

    @Override
    float mix(float front, float back, float a) {
      return back + a * (front - back);
    }
  },

  /** In linear light, as light itself mixes; the result is encoded as sRGB again. */
  LINEAR_LIGHT {
    @Override
    int mixLevels(int front, int back, float a) {
      return LinearLight.mix(front, back, a);
    }

    @Override
    float mix(float front, float back, float a) {
      return LinearLight.mix(front, back, a);
    }
  };

  private static final float HALF = 0.5f;

  /** Mixes two levels of 0..255 with a weight of 0..1, rounded half up. */
  abstract int mixLevels(int front, int back, float a);

  /** Mixes two sRGB values of 0..1 with a weight of 0..1, unrounded. */
  abstract float mix(float front, float back, float a);
}

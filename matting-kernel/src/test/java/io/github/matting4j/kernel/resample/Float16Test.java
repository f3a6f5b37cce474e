package io.github.matting4j.kernel.resample;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Against the definition: sign, 2^(exponent - 15), 1.fraction; 2^-14 and 0.fraction below it. */
class Float16Test {
  private static double defined(int half) {
    int exponent = half >> 10 & 0x1F;
    int fraction = half & 0x3FF;
    double magnitude =
        exponent == 0
            ? Math.scalb((double) fraction, -24)
            : Math.scalb(1024.0 + fraction, exponent - 25);
    return half < 0x8000 ? magnitude : -magnitude;
  }

  @Test
  void everyHalfIsItsDefinitionAndComesBack() {
    for (int half = 0; half <= 0xFFFF; half++) {
      float value = Float16.toFloat((short) half);
      if ((half & 0x7C00) == 0x7C00) {
        boolean isNaN = (half & 0x3FF) != 0;
        assertThat(isNaN ? Float.isNaN(value) : Float.isInfinite(value)).isTrue();
        assertThat(isNaN ? (short) half : Float16.of(value)).isEqualTo((short) half);
        continue;
      }
      if (value != defined(half) || Float16.of(value) != (short) half) {
        assertThat(Integer.toHexString(half)).isEqualTo("its definition, " + value);
      }
    }
  }

  @Test
  void theNearestHalfIsTakenAndOfTwoTheEvenOne() {
    for (int half = 0; half < 0x7BFF; half++) {
      float low = Float16.toFloat((short) half);
      float high = Float16.toFloat((short) (half + 1));
      float middle = (float) ((low + (double) high) / 2);
      int even = half % 2 == 0 ? half : half + 1;
      if (Float16.of(middle) != (short) even
          || Float16.of(Math.nextDown(middle)) != (short) half
          || Float16.of(Math.nextUp(middle)) != (short) (half + 1)
          || Float16.of(-middle) != (short) (0x8000 | even)) {
        assertThat(Integer.toHexString(half)).isEqualTo("rounded wrongly");
      }
    }
  }

  @Test
  void theEnds() {
    assertThat(Float16.of(65_519.996f)).isEqualTo((short) 0x7BFF);
    assertThat(Float16.of(65_520f)).isEqualTo((short) 0x7C00);
    assertThat(Float16.of(Float.MAX_VALUE)).isEqualTo((short) 0x7C00);
    assertThat(Float16.of(Float.NEGATIVE_INFINITY)).isEqualTo((short) 0xFC00);
    assertThat(Float16.of(Float.NaN)).isEqualTo((short) 0x7E00);
    assertThat(Float16.of(Float.MIN_VALUE)).isZero();
    assertThat(Float16.of(-0f)).isEqualTo((short) 0x8000);
    assertThat(Float16.of(0x1p-25f)).isZero();
    assertThat(Float16.of(Math.nextUp(0x1p-25f))).isEqualTo((short) 1);
  }
}

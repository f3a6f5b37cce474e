package io.github.matting4j.kernel.refine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.matting4j.image.ArgbImage;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuidedFilterTest {
  /** Floats against doubles, through a 3x3 inverse. */
  private static final double ROUNDING = 2e-3;

  private static int[] pixels(int count, long seed) {
    Random random = new Random(seed);
    return random.ints(count).toArray();
  }

  private static float[] alphas(int count, long seed) {
    Random random = new Random(seed);
    float[] alpha = new float[count];
    for (int i = 0; i < count; i++) {
      alpha[i] = random.nextFloat();
    }
    return alpha;
  }

  @ParameterizedTest
  @CsvSource({"1,1,1", "2,3,1", "4,9,2", "5,3,2", "17,5,2", "5,40,8", "1,300,3", "64,48,4"})
  void meansAreThoseOfTheWindowsThatExist(int width, int height, int radius) {
    float[] plane = alphas(width * height, 1);
    float[] found = new float[plane.length];
    new BoxMean(width, height, radius).apply(plane, found);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double sum = 0;
        int count = 0;
        for (int v = Math.max(0, y - radius); v <= Math.min(height - 1, y + radius); v++) {
          for (int u = Math.max(0, x - radius); u <= Math.min(width - 1, x + radius); u++) {
            sum += plane[v * width + u];
            count++;
          }
        }
        assertThat((double) found[y * width + x]).isCloseTo(sum / count, within(1e-6));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"1,1,1", "2,3,1", "23,19,2", "31,7,4"})
  void filtersAsTheFormulaSays(int width, int height, int radius) {
    int[] rgb = pixels(width * height, 2);
    float[] alpha = alphas(width * height, 3);
    GuidedFilter filter =
        new GuidedFilter(width, height, radius, 1e-2f, GuidedFilter.Keep.FILTERED);
    filter.fit(rgb, alpha);
    float[] found = filter.apply(ArgbImage.copyOf(width, height, rgb));
    double[] expected = NaiveGuidedFilter.apply(width, height, radius, 1e-2, rgb, alpha);
    for (int i = 0; i < found.length; i++) {
      assertThat((double) found[i]).isCloseTo(expected[i], within(ROUNDING));
    }
  }

  /** Most windows hold only 0 or only 1 and are not fitted. */
  @Test
  void filtersAsTheFormulaSaysWhereMostAlphasAreDecided() {
    int width = 150;
    int height = 20;
    int[] rgb = pixels(width * height, 14);
    float[] alpha = new float[rgb.length];
    for (int i = 0; i < alpha.length; i++) {
      int x = i % width;
      alpha[i] = x < 60 ? 0f : x < 64 ? (x - 59) / 5f : x < 140 ? 1f : 0f;
    }
    GuidedFilter filter = new GuidedFilter(width, height, 2, 1e-2f, GuidedFilter.Keep.FILTERED);
    filter.fit(rgb, alpha);
    float[] found = filter.apply(ArgbImage.copyOf(width, height, rgb));
    double[] expected = NaiveGuidedFilter.apply(width, height, 2, 1e-2, rgb, alpha);
    for (int i = 0; i < found.length; i++) {
      assertThat((double) found[i]).isCloseTo(expected[i], within(ROUNDING));
    }
    assertThat(found[10 * width + 30]).isZero();
    assertThat(found[10 * width + 100]).isEqualTo(1f);
  }

  /** Cells without an edge are filled, the others computed; both by the same functions. */
  @Test
  void enlargesFlatPartsAndEdgesAlike() {
    int width = 70;
    int height = 9;
    int[] rgb = pixels(width * height, 15);
    float[] alpha = new float[rgb.length];
    for (int i = 0; i < alpha.length; i++) {
      alpha[i] = i % width < 50 ? 1f : 0f;
    }
    GuidedFilter filter = new GuidedFilter(width, height, 2, 1e-2f, GuidedFilter.Keep.FITTED);
    filter.fit(rgb, alpha);
    ArgbImage grey = ArgbImage.filled(3 * width, 3 * height, 0xFF808080);
    float[] found = filter.apply(grey);
    for (int y = 0; y < 3 * height; y++) {
      for (int x = 0; x < 3 * width; x++) {
        float a = found[y * 3 * width + x];
        if (x < 3 * 45) {
          assertThat(a).isEqualTo(1f);
        } else if (x > 3 * 55) {
          assertThat(a).isZero();
        } else {
          assertThat(a).isBetween(0f, 1f);
        }
      }
    }
    assertThat(found[3 * width * 12 + 3 * 50]).isStrictlyBetween(0f, 1f);
  }

  @Test
  void keepsTheFittedAlphaAtItsOwnSizeWhenAskedTo() {
    int[] rgb = pixels(60 * 50, 4);
    float[] alpha = alphas(60 * 50, 5);
    GuidedFilter filter = new GuidedFilter(60, 50, 3, 1e-4f, GuidedFilter.Keep.FITTED);
    filter.fit(rgb, alpha);
    float[] found = filter.apply(ArgbImage.copyOf(60, 50, rgb));
    for (int i = 0; i < found.length; i++) {
      assertThat(found[i]).isCloseTo(alpha[i], within(1e-4f));
    }
  }

  @ParameterizedTest
  @CsvSource({"FILTERED,0", "FILTERED,1", "FITTED,0", "FITTED,1"})
  void aFlatAlphaStaysExactlyThatAtAnySize(GuidedFilter.Keep keep, float value) {
    float[] alpha = new float[40 * 30];
    Arrays.fill(alpha, value);
    GuidedFilter filter = new GuidedFilter(40, 30, 2, 1e-5f, keep);
    filter.fit(pixels(40 * 30, 6), alpha);
    for (float a : filter.apply(ArgbImage.adopt(131, 77, pixels(131 * 77, 7)))) {
      assertThat(a).isEqualTo(value);
    }
  }

  @Test
  void misfitsAreTheVarianceThatColoursDoNotExplain() {
    int side = 20;
    int[] rgb = new int[side * side];
    float[] alpha = new float[rgb.length];
    Random random = new Random(13);
    for (int i = 0; i < rgb.length; i++) {
      int level = random.nextInt(256);
      rgb[i] = level << 16 | 0x4030;
      boolean explained = i < rgb.length / 2; // above; below, alpha is noise of its own
      alpha[i] = explained ? level / 255f : random.nextFloat();
    }
    GuidedFilter filter = new GuidedFilter(side, side, 2, 1e-4f, GuidedFilter.Keep.FITTED);
    filter.guide(rgb);
    float[] misfits = new float[alpha.length];
    filter.misfits(alpha, 1e-3f, misfits);
    assertThat(misfits[5 * side + 10]).isBetween(1e-30f, 0.01f);
    assertThat(misfits[15 * side + 10]).isBetween(0.5f, 1f);
    filter.misfits(new float[alpha.length], 1e-3f, misfits);
    assertThat(misfits).containsOnly(0f);
  }

  @Test
  void aFilterIsAsGoodAsNewForTheNextPicture() {
    GuidedFilter used = new GuidedFilter(30, 20, 2, 1e-3f, GuidedFilter.Keep.FITTED);
    used.fit(pixels(600, 8), alphas(600, 9));
    GuidedFilter fresh = new GuidedFilter(30, 20, 2, 1e-3f, GuidedFilter.Keep.FITTED);
    ArgbImage large = ArgbImage.adopt(90, 61, pixels(90 * 61, 10));
    used.fit(pixels(600, 11), alphas(600, 12));
    fresh.fit(pixels(600, 11), alphas(600, 12));
    assertThat(used.apply(large)).isEqualTo(fresh.apply(large));
  }
}

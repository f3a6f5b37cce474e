package io.github.matting4j.kernel.refine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.kernel.analysis.BitRows;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClosedFormSolutionTest {
  private static final int ALL = Integer.MAX_VALUE;

  private static ClosedForm.Settings settings(double residual, int maxPixels) {
    return new ClosedForm.Settings(1e-7, residual, 500, maxPixels, 0);
  }

  /** Known at random, so with single pixels between runs, and unknown at borders and corners. */
  @ParameterizedTest
  @CsvSource({
    "3,3,0.3,0",
    "9,8,0.2,0",
    "17,13,0.1,0",
    "17,13,0.5,0.01",
    "5,31,0.2,0.3",
    "24,20,0.03,0"
  })
  void itIsTheDirectSolutionOfThePublishedSystem(
      int width, int height, double known, double priorWeight) {
    Random random = new Random(5);
    int[] rgb = random.ints(width * height).map(p -> p & 0xFFFFFF).toArray();
    float[] alpha = new float[rgb.length];
    boolean[] unknown = new boolean[rgb.length];
    BitRows bits = new BitRows(width, height);
    for (int i = 0; i < rgb.length; i++) {
      alpha[i] = random.nextFloat();
      unknown[i] = random.nextDouble() >= known;
      if (unknown[i]) {
        bits.set(i % width, i / width);
      }
    }
    double[][] laplacian = NaiveLaplacian.of(width, height, rgb, 1e-3);
    double[] expected = NaiveLaplacian.solve(laplacian, alpha, unknown, priorWeight);
    ClosedForm solver = new ClosedForm(new ClosedForm.Settings(1e-3, 1e-9, 500, ALL, priorWeight));
    float[] found = alpha.clone();
    ClosedForm.Outcome outcome =
        solver.solve(ArgbImage.adopt(width, height, opaque(rgb)), bits, found, done -> true);
    assertThat(outcome.converged()).isTrue();
    assertThat(outcome.residual()).isLessThanOrEqualTo(1e-9);
    for (int i = 0; i < found.length; i++) {
      float clipped = (float) Math.max(0, Math.min(1, expected[i]));
      assertThat(found[i])
          .isCloseTo(unknown[i] ? clipped : alpha[i], within(unknown[i] ? 1e-3f : 0f));
    }
  }

  private static int[] opaque(int[] rgb) {
    int[] argb = rgb.clone();
    for (int i = 0; i < argb.length; i++) {
      argb[i] |= 0xFF000000;
    }
    return argb;
  }

  /** Two textures of one colour line each, mixed by a soft edge; known only at both sides. */
  private static final class Scene {
    private final int width;
    private final int height;
    private final float[] truth;
    private final int[] argb;
    private final BitRows unknown;

    Scene(int width, int height, int margin) {
      this.width = width;
      this.height = height;
      truth = new float[width * height];
      argb = new int[truth.length];
      unknown = new BitRows(width, height);
      for (int i = 0; i < truth.length; i++) {
        int x = i % width;
        int y = i / width;
        double edge = width / 2.0 + 9 * Math.sin(y / 7.0) + 4 * Math.sin(y / 1.7);
        double a = Math.max(0, Math.min(1, 0.5 + (edge - x) / 6));
        truth[i] = (float) a;
        double shade = 10 * Math.sin(x / 5.0 + y / 9.0);
        int red = (int) Math.rint(60 + 140 * a + shade);
        int green = (int) Math.rint(120 - 60 * a + shade);
        int blue = (int) Math.rint(160 - 90 * a + shade);
        argb[i] = 0xFF000000 | red << 16 | green << 8 | blue;
        if (x >= margin && x < width - margin) {
          unknown.set(x, y);
        }
      }
    }

    float[] initial() {
      float[] alpha = truth.clone();
      for (int i = 0; i < alpha.length; i++) {
        int x = i % width;
        alpha[i] = unknown.next(x, i / width, true) == x ? 0.5f : alpha[i];
      }
      return alpha;
    }

    ArgbImage photo() {
      return ArgbImage.adopt(width, height, argb.clone());
    }

    double meanError(float[] alpha) {
      double sum = 0;
      for (int i = 0; i < alpha.length; i++) {
        sum += Math.abs(alpha[i] - truth[i]);
      }
      return sum / alpha.length;
    }
  }

  @Test
  void aWideUnknownAreaConvergesInFewSteps() {
    Scene scene = new Scene(160, 120, 3);
    float[] alpha = scene.initial();
    ClosedForm.Outcome outcome =
        new ClosedForm(settings(1e-6, ALL))
            .solve(scene.photo(), scene.unknown, alpha, done -> true);
    assertThat(outcome.converged()).isTrue();
    assertThat(outcome.iterations()).isLessThan(40); // with constants instead of colours 300
    assertThat(scene.meanError(alpha)).isLessThan(0.02);
  }

  @Test
  void tilesComeToTheSameSolution() {
    Scene scene = new Scene(220, 150, 60);
    float[] whole = scene.initial();
    new ClosedForm(settings(1e-7, ALL)).solve(scene.photo(), scene.unknown, whole, done -> true);
    float[] tiled = scene.initial();
    ClosedForm.Outcome outcome =
        new ClosedForm(settings(1e-6, 5000))
            .solve(scene.photo(), scene.unknown, tiled, done -> true);
    assertThat(outcome.converged()).isTrue();
    for (int i = 0; i < whole.length; i++) {
      assertThat(tiled[i]).isCloseTo(whole[i], within(2e-3f));
    }
  }

  @Test
  void endedEarlyItStatesItsResidual() {
    Scene scene = new Scene(100, 60, 10);
    for (int maxPixels : new int[] {ALL, 2000}) {
      float[] alpha = scene.initial();
      ClosedForm.Outcome outcome =
          new ClosedForm(settings(1e-6, maxPixels))
              .solve(scene.photo(), scene.unknown, alpha, done -> false);
      assertThat(outcome.converged()).isFalse();
      assertThat(outcome.residual()).isGreaterThan(1e-6);
      double[] last = {-1};
      ClosedForm.Outcome some =
          new ClosedForm(settings(1e-6, maxPixels))
              .solve(
                  scene.photo(), scene.unknown, alpha, done -> done < 0.5 && (last[0] = done) < 1);
      assertThat(some.residual()).isLessThan(outcome.residual());
      assertThat(last[0]).isBetween(0.0, 0.5);
    }
  }

  /** One odd pixel on one colour, which alone is undetermined; pictures without a window. */
  @Test
  void singularPicturesHaveAFiniteSolution() {
    int[] argb = new int[11 * 9];
    Arrays.fill(argb, 0xFF808080);
    argb[4 * 11 + 5] = 0xFFFF0000;
    BitRows unknown = new BitRows(11, 9);
    float[] alpha = new float[argb.length];
    for (int y = 0; y < 9; y++) {
      alpha[y * 11] = 1;
      for (int x = 1; x < 10; x++) {
        unknown.set(x, y);
      }
    }
    ClosedForm solver = new ClosedForm(settings(1e-6, ALL));
    assertThat(solver.solve(ArgbImage.adopt(11, 9, argb), unknown, alpha, done -> true).converged())
        .isTrue();
    for (float value : alpha) {
      assertThat(value).isBetween(0f, 1f); // and so no NaN
    }
    assertThat(alpha[1]).isGreaterThan(0.6f);
    assertThat(alpha[9]).isLessThan(0.4f);
    float[] pair = {1, 0.3f, 0.7f, 0};
    BitRows two = new BitRows(2, 2);
    two.set(1, 0);
    assertThat(solver.solve(ArgbImage.filled(2, 2, 0xFF123456), two, pair, done -> true).residual())
        .isZero();
    assertThat(pair).containsExactly(1, 0.3f, 0.7f, 0);
  }
}

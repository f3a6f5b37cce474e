package io.github.matting4j.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.metrics.MatteMetrics;
import io.github.matting4j.portraits.SyntheticPortrait;
import io.github.matting4j.portraits.SyntheticPortraits;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The figures of docs/measurements/edges.md, guarded on one small portrait; {@link EdgeFigures} has
 * them all.
 */
class EdgesOnPortraitsTest {
  private static SyntheticPortrait portrait;
  private static ArgbImage photo;
  private static AlphaMatte truth;

  @BeforeAll
  static void draw() {
    portrait = SyntheticPortraits.gallery().get(2).size(384, 480).render(); // curly hair
    photo = Degraded.photo(portrait);
    truth = Degraded.truth(portrait);
  }

  @Test
  void foregroundIsFarNearerToTheTruthThanThePhoto() {
    double raw = EdgeFigures.colourError(portrait, photo);
    ArgbImage found = ForegroundEstimator.multiLevel().estimate(photo, truth);
    ArgbImage published = ForegroundEstimator.publishedMultiLevel().estimate(photo, truth);
    assertThat(EdgeFigures.colourError(portrait, found)).isLessThan(0.2 * raw);
    assertThat(EdgeFigures.colourError(portrait, published)).isLessThan(0.4 * raw);
  }

  /** The edges of a network of 256 pixels are many pixels wide, wherever the outline is. */
  @Test
  void foregroundOfAWideMatteIsNearerToTheTruthThanThePublishedOne() {
    AlphaMatte wide = Degraded.of(portrait, 91).blurred().grown(0.15f).enlarged();
    double raw = EdgeFigures.visibleError(portrait, wide, photo);
    ArgbImage found = ForegroundEstimator.multiLevel().estimate(photo, wide);
    ArgbImage published = ForegroundEstimator.publishedMultiLevel().estimate(photo, wide);
    assertThat(EdgeFigures.visibleError(portrait, wide, found)).isLessThan(0.47 * raw);
    assertThat(EdgeFigures.visibleError(portrait, wide, found))
        .isLessThan(EdgeFigures.visibleError(portrait, wide, published));
  }

  @Test
  void refinementBeatsBilinear() {
    for (int network : new int[] {182, 228}) { // as 512 and 640 are to 1080
      Degraded degraded = Degraded.of(portrait, network);
      AlphaMatte bilinear = degraded.enlarged();
      AlphaMatte refined =
          MatteRefiner.guidedFilter(degraded.width(), degraded.height()).refine(photo, bilinear);
      MatteMetrics before = EdgeFigures.score(portrait, bilinear);
      MatteMetrics after = EdgeFigures.score(portrait, refined);
      assertThat(after.sad()).isLessThan(0.7 * before.sad());
      assertThat(after.grad()).isLessThan(0.5 * before.grad());
    }
  }

  /** A matte too wide or too narrow is corrected, and an exact one stays as good as guided. */
  @Test
  void standardAndHairMoveAnEdgeThatIsOff() {
    for (int grown : new int[] {-2, 0, 2}) {
      Degraded degraded = Degraded.of(portrait, 182, grown);
      AlphaMatte bilinear = degraded.enlarged();
      MatteMetrics before = EdgeFigures.score(portrait, bilinear);
      MatteRefiner standard = MatteRefiner.standard(degraded.width(), degraded.height());
      MatteRefiner hair =
          MatteRefiner.hair(degraded.width(), degraded.height(), Duration.ofHours(1));
      for (MatteRefiner refiner : List.of(standard, hair)) {
        MatteMetrics after = EdgeFigures.score(portrait, refiner.refine(photo, bilinear));
        assertThat(after.sad()).isLessThan((grown == 0 ? 0.4 : 0.75) * before.sad());
        assertThat(after.grad()).isLessThan((grown == 0 ? 0.3 : 0.6) * before.grad());
      }
    }
  }

  /** Noise and texture of a photo do not count as an edge that is off. */
  @Test
  void anExactMatteOfAJpegIsNotMadeWorse() throws IOException {
    ArgbImage jpeg = EdgeFigures.jpeg(EdgeFigures.noisy(photo, 2));
    for (int network : new int[] {182, 345}) { // as 512 and 1024 are to 1080
      Degraded degraded = Degraded.of(portrait, network);
      AlphaMatte bilinear = degraded.enlarged();
      MatteMetrics before = EdgeFigures.score(portrait, bilinear);
      MatteRefiner standard = MatteRefiner.standard(degraded.width(), degraded.height());
      MatteMetrics after = EdgeFigures.score(portrait, standard.refine(jpeg, bilinear));
      assertThat(after.sad()).isLessThan(0.7 * before.sad());
      assertThat(after.grad()).isLessThan(before.grad());
    }
  }

  @Test
  void compositeWithEstimatedColoursIsNearerToTheTruth() {
    Composer composer = Composer.onto(Background.WHITE);
    ArgbImage exact = composer.estimating((image, matte) -> foreground()).compose(photo, truth);
    double raw =
        distance(exact, composer.estimating(ForegroundEstimator.none()).compose(photo, truth));
    double estimated = distance(exact, composer.compose(photo, truth));
    assertThat(estimated).isLessThan(0.3 * raw);
  }

  /** A cut-out over its own background is the photo again. */
  @Test
  void recomposedOverItsOwnBackgroundItIsThePhoto() {
    Background own =
        Background.image(
            ArgbImage.adopt(portrait.width(), portrait.height(), portrait.background()),
            Background.Fit.STRETCH);
    ArgbImage again = Composer.onto(own).compose(photo, truth);
    assertThat(distance(photo, again)).isLessThan(0.2);
  }

  private static ArgbImage foreground() {
    int[] colours = portrait.foreground();
    for (int i = 0; i < colours.length; i++) {
      colours[i] |= 0xFF000000;
    }
    return ArgbImage.adopt(portrait.width(), portrait.height(), colours);
  }

  /** Mean difference of a channel, in levels. */
  private static double distance(ArgbImage one, ArgbImage two) {
    int[] a = one.toArray();
    int[] b = two.toArray();
    long sum = 0;
    for (int i = 0; i < a.length; i++) {
      for (int shift = 0; shift < 24; shift += 8) {
        sum += Math.abs((a[i] >> shift & 0xFF) - (b[i] >> shift & 0xFF));
      }
    }
    return sum / 3.0 / a.length;
  }
}

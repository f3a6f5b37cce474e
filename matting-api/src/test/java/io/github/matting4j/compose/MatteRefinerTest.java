package io.github.matting4j.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.model.RunReport;
import io.github.matting4j.testing.RunReports;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MatteRefinerTest {
  @Test
  void decidedMattesStayExactlyAsTheyAre() {
    ArgbImage photo = randomPhoto(123, 77);
    for (float alpha : new float[] {0f, 1f}) {
      AlphaMatte matte = AlphaMatte.filled(123, 77, alpha);
      AlphaMatte refined = MatteRefiner.guidedFilter(40, 25).refine(photo, matte);
      assertThat(refined.toArray()).isEqualTo(matte.toArray());
      AlphaMatte corrected = MatteRefiner.standard(40, 25).refine(photo, matte);
      assertThat(corrected.toArray()).isEqualTo(matte.toArray());
    }
  }

  @Test
  void onAPhotoOfOneColourItIsBilinear() {
    ArgbImage photo = ArgbImage.filled(120, 80, 0xFF405060);
    Degraded small = new Degraded(30, 20, noise(30 * 20), 120, 80);
    AlphaMatte bilinear = small.enlarged();
    AlphaMatte refined = MatteRefiner.guidedFilter(30, 20).refine(photo, bilinear);
    // the matte is read back from between two pixels, which is not quite undone
    assertThat(meanDifference(refined, bilinear)).isLessThan(0.01);
  }

  @Test
  void aMatteMadeAtThePhotosSizeIsLeftAlone() {
    ArgbImage photo = randomPhoto(50, 40);
    AlphaMatte matte = AlphaMatte.adopt(50, 40, noise(2000));
    assertThat(MatteRefiner.guidedFilter(50, 40).refine(photo, matte)).isSameAs(matte);
    assertThat(MatteRefiner.guidedFilter(512, 512).refine(photo, matte)).isSameAs(matte);
    assertThat(MatteRefiner.standard(50, 40).refine(photo, matte)).isSameAs(matte);
    assertThat(MatteRefiner.standard(512, 512).refine(photo, matte)).isSameAs(matte);
    assertThat(MatteRefiner.none().refine(photo, matte)).isSameAs(matte);
  }

  @Test
  void oddSizesWork() {
    for (int[] size : new int[][] {{1, 1}, {2, 3}, {17, 1}, {1, 400}, {301, 7}}) {
      ArgbImage photo = randomPhoto(size[0], size[1]);
      AlphaMatte matte = AlphaMatte.adopt(size[0], size[1], noise(size[0] * size[1]));
      for (MatteRefiner refiner :
          List.of(
              MatteRefiner.guidedFilter(5, 6),
              MatteRefiner.standard(5, 6),
              MatteRefiner.hair(5, 6, Duration.ofHours(1)))) {
        AlphaMatte refined = refiner.refine(photo, matte);
        assertThat(refined.width()).isEqualTo(size[0]);
        assertThat(refined.height()).isEqualTo(size[1]);
      }
    }
  }

  @Test
  void composerRefinesBeforeItBlends() {
    ArgbImage photo = randomPhoto(60, 40);
    AlphaMatte half = AlphaMatte.filled(60, 40, 0.5f);
    Composer composer = Composer.cutOut().refining((image, matte) -> AlphaMatte.filled(60, 40, 1f));
    assertThat(composer.compose(photo, half).toArray()).isEqualTo(photo.toArray());
    Composer wrong = Composer.cutOut().refining((image, matte) -> AlphaMatte.filled(6, 4, 1f));
    assertThatThrownBy(() -> wrong.compose(photo, half)).hasMessageContaining("matte is 6x4");
  }

  @Test
  void withoutTimeHairIsTheStandard() {
    ArgbImage photo = discPhoto();
    AlphaMatte matte = disc(48);
    AlphaMatte standard = MatteRefiner.standard(80, 80).refine(photo, matte);
    AlphaMatte none = MatteRefiner.hair(80, 80, Duration.ZERO).refine(photo, matte);
    assertThat(none.toArray()).isEqualTo(standard.toArray());
    AlphaMatte hair = MatteRefiner.hair(80, 80, Duration.ofHours(1)).refine(photo, matte);
    assertThat(hair.toArray()).isNotEqualTo(standard.toArray());
    assertThatThrownBy(() -> MatteRefiner.hair(40, 25, Duration.ofMillis(-1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("PT-0.001S");
  }

  /** A disc of a radius of 45 of 160 pixels. */
  private static ArgbImage discPhoto() {
    float[] alpha = coverage(45, 160);
    int[] pixels = new int[alpha.length];
    for (int i = 0; i < pixels.length; i++) {
      int level = (int) Math.rint(60 + 120 * alpha[i]);
      pixels[i] = 0xFF000000 | level << 16 | (255 - level) << 8 | 90 + i % 3;
    }
    return ArgbImage.adopt(160, 160, pixels);
  }

  /** What a network of 80 pixels makes of it if it takes the radius to be another. */
  private static AlphaMatte disc(double radius) {
    return new Degraded(80, 80, coverage(radius / 2, 80), 160, 160).enlarged();
  }

  private static float[] coverage(double radius, int side) {
    float[] alpha = new float[side * side];
    for (int i = 0; i < alpha.length; i++) {
      double x = i % side - (side - 1) / 2.0;
      double y = Math.floorDiv(i, side) - (side - 1) / 2.0;
      alpha[i] = (float) Math.max(0, Math.min(1, radius - Math.hypot(x, y) + 0.5));
    }
    return alpha;
  }

  @Test
  void standardMovesTheEdgeToThePhotos() {
    AlphaMatte truth = AlphaMatte.adopt(160, 160, coverage(45, 160));
    for (double radius : new double[] {43, 44, 46, 47}) {
      double before = meanDifference(disc(radius), truth);
      AlphaMatte refined = MatteRefiner.standard(80, 80).refine(discPhoto(), disc(radius));
      assertThat(meanDifference(refined, truth)).isLessThan(0.4 * before);
    }
    AlphaMatte guided = MatteRefiner.guidedFilter(80, 80).refine(discPhoto(), disc(45));
    AlphaMatte standard = MatteRefiner.standard(80, 80).refine(discPhoto(), disc(45));
    assertThat(standard.toArray()).isEqualTo(guided.toArray());
  }

  @Test
  void hairCorrectsAMatteMadeAtThePhotosSize() {
    AlphaMatte truth = AlphaMatte.adopt(160, 160, coverage(45, 160));
    AlphaMatte wide = AlphaMatte.adopt(160, 160, coverage(47, 160));
    for (int side : new int[] {160, 512}) {
      AlphaMatte refined =
          MatteRefiner.hair(side, side, Duration.ofHours(1)).refine(discPhoto(), wide);
      assertThat(meanDifference(refined, truth)).isLessThan(0.4 * meanDifference(wide, truth));
    }
  }

  private static RunReport report(int width, int height, RunReport.Enlargement enlargement) {
    return RunReports.of("a", width, height, enlargement);
  }

  private static String suited(int width, int height, RunReport.Enlargement enlargement) {
    return MatteRefiner.forRun(report(width, height, enlargement)).toString();
  }

  @Test
  void aRunOfALargeNetworkIsRefinedUnlessTheModelDidThat() {
    String standard = MatteRefiner.standard(512, 288).toString();
    assertThat(suited(512, 288, RunReport.Enlargement.BILINEAR)).isEqualTo(standard);
    assertThat(suited(384, 512, RunReport.Enlargement.BILINEAR))
        .isEqualTo(MatteRefiner.standard(384, 512).toString());
    assertThat(suited(512, 288, RunReport.Enlargement.GUIDED)).isNotEqualTo(standard);
    assertThat(suited(1024, 1365, RunReport.Enlargement.BILINEAR))
        .isEqualTo(MatteRefiner.standard(1024, 1365).toString());
    assertThat(suited(2048, 2730, RunReport.Enlargement.BILINEAR)).doesNotContain("Guided");
    for (int longSide : new int[] {256, 341, 455, 544}) { // the starter's
      assertThat(suited(256, longSide, RunReport.Enlargement.BILINEAR))
          .isEqualTo(MatteRefiner.standard(256, longSide).toString());
    }
    assertThat(suited(256, 144, RunReport.Enlargement.BILINEAR))
        .isEqualTo(MatteRefiner.standard(256, 144).toString());
    assertThat(suited(160, 160, RunReport.Enlargement.BILINEAR)).doesNotContain("Guided");
  }

  @Test
  void sizesAreChecked() {
    assertThatThrownBy(() -> MatteRefiner.guidedFilter(0, 5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0x5");
    assertThatThrownBy(
            () ->
                MatteRefiner.guidedFilter(5, 5)
                    .refine(randomPhoto(9, 8), AlphaMatte.filled(8, 9, 0f)))
        .hasMessageContaining("matte is 8x9");
  }

  private static double meanDifference(AlphaMatte one, AlphaMatte two) {
    float[] a = one.toArray();
    float[] b = two.toArray();
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += Math.abs(a[i] - b[i]);
    }
    return sum / a.length;
  }

  private static float[] noise(int size) {
    Random random = new Random(8);
    float[] alpha = new float[size];
    for (int i = 0; i < size; i++) {
      alpha[i] = random.nextFloat();
    }
    return alpha;
  }

  private static ArgbImage randomPhoto(int width, int height) {
    int[] pixels = new Random(9).ints(width * height).map(p -> p | 0xFF000000).toArray();
    return ArgbImage.adopt(width, height, pixels);
  }
}

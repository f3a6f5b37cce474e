package io.github.matting4j.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.model.RunReport;
import io.github.matting4j.testing.RunReports;
import java.time.Duration;
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
    assertThat(MatteRefiner.none().refine(photo, matte)).isSameAs(matte);
  }

  @Test
  void oddSizesWork() {
    for (int[] size : new int[][] {{1, 1}, {2, 3}, {17, 1}, {1, 400}, {301, 7}}) {
      ArgbImage photo = randomPhoto(size[0], size[1]);
      AlphaMatte matte = AlphaMatte.adopt(size[0], size[1], noise(size[0] * size[1]));
      AlphaMatte refined = MatteRefiner.guidedFilter(5, 6).refine(photo, matte);
      assertThat(refined.width()).isEqualTo(size[0]);
      assertThat(refined.height()).isEqualTo(size[1]);
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
  void withoutTimeHairIsTheGuidedFilter() {
    ArgbImage photo = randomPhoto(123, 77);
    AlphaMatte matte = new Degraded(40, 25, noise(1000), 123, 77).enlarged();
    AlphaMatte guided = MatteRefiner.guidedFilter(40, 25).refine(photo, matte);
    AlphaMatte none = MatteRefiner.hair(40, 25, Duration.ZERO).refine(photo, matte);
    assertThat(none.toArray()).isEqualTo(guided.toArray());
    AlphaMatte hair = MatteRefiner.hair(40, 25, Duration.ofHours(1)).refine(photo, matte);
    assertThat(hair.toArray()).isNotEqualTo(guided.toArray());
    assertThat(MatteRefiner.standard(40, 25).refine(photo, matte).toArray())
        .isEqualTo(guided.toArray());
    assertThatThrownBy(() -> MatteRefiner.hair(40, 25, Duration.ofMillis(-1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("PT-0.001S");
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
      ArgbImage photo = randomPhoto(60, 40);
      AlphaMatte matte = AlphaMatte.adopt(60, 40, noise(2400));
      RunReport small = report(256, longSide, RunReport.Enlargement.BILINEAR);
      assertThat(MatteRefiner.forRun(small).toString()).doesNotContain("Guided");
      assertThat(MatteRefiner.forRun(small).refine(photo, matte)).isSameAs(matte);
    }
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

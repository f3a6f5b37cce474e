package io.github.matting4j.bshm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.MattingResult;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.testdata.tensorflow.BshmTwin;
import io.github.matting4j.testing.MattingModelContract;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The two engines hold the same network, so they must give the same matte. */
class EnginesTest {
  /** Sums are added up in another order, and the graph cuts to whole levels. */
  private static final double ONE_LEVEL = 1.001 / 255;

  private static AlphaMatte matte(Path file, BshmOptions settings, ArgbImage photo) {
    try (MattingModel model = TwinFiles.open(file, settings)) {
      return model.matte(photo);
    }
  }

  private static double largestDifference(AlphaMatte a, AlphaMatte b) {
    double largest = 0;
    for (int y = 0; y < a.height(); y++) {
      for (int x = 0; x < a.width(); x++) {
        largest = Math.max(largest, Math.abs(a.alpha(x, y) - b.alpha(x, y)));
      }
    }
    return largest;
  }

  @ParameterizedTest
  @EnumSource
  void agreeWithinOneLevelInEveryFlavour(BshmTwin.OnnxFlavour flavour) {
    Path frozen =
        flavour == BshmTwin.OnnxFlavour.RGBA
            ? TwinFiles.frozenGraph()
            : TwinFiles.frozenGraphWithFloats();
    try (MattingModel tensorFlow = TwinFiles.open(frozen, TwinFiles.reference());
        MattingModel onnx = TwinFiles.open(TwinFiles.onnx(flavour), TwinFiles.reference())) {
      for (int[] size : new int[][] {{533, 301}, {640, 640}, {97, 801}, {1, 1}}) {
        ArgbImage photo = MattingModelContract.photo(size[0], size[1], 3);
        assertThat(largestDifference(tensorFlow.matte(photo), onnx.matte(photo)))
            .isLessThan(ONE_LEVEL);
      }
    }
  }

  @Test
  void agreeWithinOneLevelWhenFedSharply() {
    ArgbImage photo = MattingModelContract.photo(1000, 700, 3);
    BshmOptions sharp = TwinFiles.reference().mode(BshmOptions.Mode.SHARP);
    AlphaMatte tensorFlow = matte(TwinFiles.frozenGraph(), sharp, photo);
    AlphaMatte onnx = matte(TwinFiles.onnx(BshmTwin.OnnxFlavour.RGBA), sharp, photo);
    // Both were cut to whole levels; where they were cut differently the slopes differ too.
    assertThat(largestDifference(tensorFlow, onnx)).isLessThan(3 * ONE_LEVEL);
  }

  @Test
  void theTwinIsNoDull() {
    float[] alpha =
        matte(
                TwinFiles.frozenGraph(),
                TwinFiles.reference(),
                MattingModelContract.photo(533, 301, 3))
            .toArray();
    int[] seen = new int[256];
    for (float a : alpha) {
      assertThat(a * 255f).isEqualTo(Math.round(a * 255f));
      seen[Math.round(a * 255f)]++;
    }
    assertThat(seen[0]).isGreaterThan(100);
    assertThat(seen[254]).isGreaterThan(100);
    assertThat(seen[255]).isZero();
    assertThat(seen[128] + seen[127] + seen[129]).isPositive();
  }

  @Test
  void theFloatTensorIsPreferredAndFiner() {
    ArgbImage photo = MattingModelContract.photo(300, 200, 3);
    try (MattingModel bytes = TwinFiles.open(TwinFiles.frozenGraph(), TwinFiles.reference());
        MattingModel floats =
            TwinFiles.open(
                TwinFiles.frozenGraphWithFloats(),
                TwinFiles.reference().output(BshmOptions.Output.FINEST))) {
      MattingResult coarse = bytes.run(photo);
      MattingResult fine = floats.run(photo);
      assertThat(coarse.report().warnings()).anyMatch(w -> w.contains("8 bits"));
      assertThat(fine.report().warnings()).noneMatch(w -> w.contains("8 bits"));
      for (int x = 0; x < 300; x++) {
        double level = fine.matte().alpha(x, 100) * 255.0;
        assertThat(coarse.matte().alpha(x, 100) * 255.0)
            .isCloseTo(Math.floor(level + 1e-4), within(1e-3));
      }
    }
  }

  @Test
  void theReferenceFetchesThePublishedBytesEvenWhereFloatsAreFiner() {
    ArgbImage photo = MattingModelContract.photo(300, 200, 3);
    assertThat(matte(TwinFiles.frozenGraphWithFloats(), TwinFiles.reference(), photo).toArray())
        .isEqualTo(matte(TwinFiles.frozenGraph(), TwinFiles.reference(), photo).toArray());
  }

  @Test
  void thePersonScoreIsReported() {
    try (MattingModel model = TwinFiles.open(TwinFiles.frozenGraph(), TwinFiles.settings())) {
      assertThat(model.run(MattingModelContract.photo(64, 64, 1)).report().warnings())
          .anyMatch(w -> w.startsWith("if_person of the graph is ["));
    }
  }

  @Test
  void thePlateauIsLiftedUnlessToldOtherwise() {
    ArgbImage photo = MattingModelContract.photo(533, 301, 3);
    float[] kept = matte(TwinFiles.frozenGraph(), TwinFiles.reference(), photo).toArray();
    float[] lifted =
        matte(TwinFiles.frozenGraph(), TwinFiles.reference().treat254AsOpaque(true), photo)
            .toArray();
    for (int i = 0; i < kept.length; i++) {
      assertThat(lifted[i]).isEqualTo(kept[i] >= 254f / 255f ? 1f : kept[i]);
    }
  }

  @Test
  void aPhotoBeyondTheCapIsShrunkAndTheReportSaysSo() {
    try (MattingModel model =
        TwinFiles.open(
            TwinFiles.frozenGraph(),
            TwinFiles.reference(),
            OpenOptions.forLatency().maxNetworkPixels(10_000))) {
      MattingResult result = model.run(MattingModelContract.photo(400, 100, 1));
      assertThat(List.of(result.matte().width(), result.matte().height()))
          .isEqualTo(List.of(400, 100));
      assertThat(result.report().networkWidth() * result.report().networkHeight())
          .isBetween(9_500, 10_000);
      assertThat(result.report().warnings()).anyMatch(w -> w.contains("was shrunk to"));
    }
  }
}

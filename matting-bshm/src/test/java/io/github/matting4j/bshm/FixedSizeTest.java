package io.github.matting4j.bshm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.kernel.refine.GuidedFilter;
import io.github.matting4j.kernel.resample.AlphaResizer;
import io.github.matting4j.kernel.resample.AlphaRows;
import io.github.matting4j.kernel.resample.PixelRows;
import io.github.matting4j.kernel.resample.PixelScaler;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.MattingResult;
import io.github.matting4j.model.ModelLoadException;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.model.RunReport;
import io.github.matting4j.testdata.tensorflow.BshmTwin;
import io.github.matting4j.testing.MattingModelContract;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Conversions that were exported for one size of picture, as many are. */
class FixedSizeTest {
  private static final BshmTwin.OnnxFlavour FLAVOUR = BshmTwin.OnnxFlavour.MASK;

  private static Path fixed(int width, int height) {
    return TwinFiles.file(
        "small-" + width + "x" + height + ".onnx",
        file -> BshmTwin.small().onnx(FLAVOUR, width, height).write(file));
  }

  private static MattingResult run(Path file, BshmOptions settings, ArgbImage photo) {
    try (MattingModel model = TwinFiles.open(file, settings)) {
      return model.run(photo);
    }
  }

  @Test
  void aPhotoOfThatSizeGivesWhatTheOpenConversionGives() {
    ArgbImage photo = MattingModelContract.photo(320, 200, 3);
    MattingResult result = run(fixed(320, 200), TwinFiles.reference(), photo);
    MattingResult open = run(TwinFiles.onnx(FLAVOUR), TwinFiles.reference(), photo);
    assertThat(result.matte().toArray()).isEqualTo(open.matte().toArray());
    assertThat(result.report().warnings()).isEqualTo(open.report().warnings());
  }

  @Test
  void aLargePhotoIsFedSharplyAsWithTheOpenConversion() {
    ArgbImage photo = MattingModelContract.photo(900, 700, 3);
    MattingResult result = run(fixed(640, 640), TwinFiles.settings(), photo);
    MattingResult open = run(TwinFiles.onnx(FLAVOUR), TwinFiles.settings(), photo);
    assertThat(result.matte().toArray()).isEqualTo(open.matte().toArray());
    assertThat(result.report().warnings()).isEmpty();
    assertThat(result.report().enlargement()).isEqualTo(RunReport.Enlargement.GUIDED);
    assertThat(open.report().enlargement()).isEqualTo(RunReport.Enlargement.GUIDED);
  }

  /** 512x384 and not square: the filter of the enlargement must follow both sides. */
  @Test
  void aLargePhotoIsFedSharplyToAnOblongFile() {
    ArgbImage photo = MattingModelContract.photo(900, 700, 3);
    MattingResult result = run(fixed(512, 384), TwinFiles.settings(), photo);
    ArgbImage fed = shrunk(photo, 512, 384);
    float[] network = run(TwinFiles.onnx(FLAVOUR), TwinFiles.settings(), fed).matte().toArray();
    GuidedFilter filter =
        new GuidedFilter(
            512, 384, BshmPrePost.RADIUS, BshmPrePost.EPSILON, GuidedFilter.Keep.FITTED);
    filter.fit(pixels(fed), network);
    assertThat(result.matte().toArray()).isEqualTo(filter.apply(photo));
  }

  @Test
  void aFileOfAFixedSizeAboveTheLimitOfNetworkPixelsIsRefused() {
    OpenOptions limit = OpenOptions.forLatency().maxNetworkPixels(320 * 200 - 1);
    assertThatThrownBy(() -> TwinFiles.open(fixed(320, 200), TwinFiles.settings(), limit))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("fixed size 320x200")
        .hasMessageContaining("limit of 63999 network pixels");
  }

  @Test
  void inExactModeThePhotoIsResizedAndTheReportSaysSo() {
    ArgbImage photo = MattingModelContract.photo(300, 500, 3);
    MattingResult result = run(fixed(320, 200), TwinFiles.reference(), photo);
    assertThat(result.report().enlargement()).isEqualTo(RunReport.Enlargement.BILINEAR);
    assertThat(result.report().warnings())
        .containsExactly(
            "the photo of 300x500 was resized to 320x200, the only size that this file takes");
    ArgbImage fed = shrunk(photo, 320, 200);
    float[] network = run(TwinFiles.onnx(FLAVOUR), TwinFiles.reference(), fed).matte().toArray();
    AlphaResizer resizer = new AlphaResizer(320, 200, 300, 500);
    resizer.start(AlphaRows.of(FloatBuffer.wrap(network), 320, 320, 200));
    float[] enlarged = new float[300 * 500];
    for (int y = 0; y < 500; y++) {
      resizer.read(y, enlarged, y * 300);
    }
    assertThat(result.matte().toArray()).isEqualTo(enlarged);
  }

  /** By area average where it shrinks, bilinear where it grows. */
  private static ArgbImage shrunk(ArgbImage photo, int width, int height) {
    return new PixelScaler(PixelRows.of(photo), width, height).toImage();
  }

  private static int[] pixels(ArgbImage image) {
    int[] pixels = new int[image.width() * image.height()];
    for (int y = 0; y < image.height(); y++) {
      image.readRow(y, pixels, y * image.width());
    }
    return pixels;
  }
}

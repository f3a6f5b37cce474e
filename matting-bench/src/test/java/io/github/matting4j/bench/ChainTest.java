package io.github.matting4j.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.io.ImageFiles;
import io.github.matting4j.io.ReadOptions;
import io.github.matting4j.model.MattingModelProvider;
import io.github.matting4j.testdata.networks.NetworkSpec;
import java.nio.file.Path;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every body that is measured does what it is measured for; tiny sizes. */
class ChainTest {
  private static final int WIDTH = 96;
  private static final int HEIGHT = 54;

  @TempDir static Path folder;

  private static BenchPicture picture;
  private static Chain chain;

  @BeforeAll
  static void open() throws Exception {
    Path graph = folder.resolve("tiny.onnx");
    NetworkSpec.ppMattingV2().widthDivisor(16).fixedSize(384, 384).write(graph);
    picture = BenchPicture.drawn(WIDTH, HEIGHT);
    chain = new Chain(graph, picture);
  }

  @AfterAll
  static void close() throws Exception {
    if (chain != null) {
      chain.close();
    }
  }

  @Test
  void aThirdOfTheDrawnPictureIsPerson() {
    assertThat(picture.matte().mean()).isBetween(0.25, 0.45);
    assertThat(picture.matte().alpha(0, 0)).isZero();
    assertThat(picture.matte().alpha(WIDTH / 2, HEIGHT / 3)).isOne();
    assertThat(picture.photo().isOpaque()).isTrue();
  }

  @Test
  void theRawRunFillsThePinnedOutput() throws Exception {
    assertThat(chain.raw()).isGreaterThan(0f).isLessThan(1f).isEqualTo(chain.raw());
  }

  @Test
  void theMatteHasThePhotosSize() {
    AlphaMatte matte = chain.matte();
    assertThat(new int[] {matte.width(), matte.height()}).containsExactly(WIDTH, HEIGHT);
  }

  @Test
  void theJpegIsThePhoto() throws Exception {
    ArgbImage decoded = chain.decode();
    double difference = 0;
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        difference +=
            Math.abs((decoded.argb(x, y) >> 8 & 255) - (picture.photo().argb(x, y) >> 8 & 255));
      }
    }
    assertThat(difference / (WIDTH * HEIGHT)).isLessThan(4);
  }

  @Test
  void theAlphaPngIsTheMatte() throws Exception {
    byte[] png = chain.jpegToAlpha();
    assertThat(png).isEqualTo(chain.encodeAlpha());
    ArgbImage read = ImageFiles.read(png, ReadOptions.defaults());
    double sum = 0;
    for (int pixel : read.toArray()) {
      sum += (pixel & 255) / 255.0;
    }
    assertThat(sum / (WIDTH * HEIGHT)).isCloseTo(picture.matte().mean(), within(0.002));
  }

  @Test
  void theCutOutPngIsTheDecodedPhotoWithTheMatte() throws Exception {
    ArgbImage photo = chain.decode();
    ArgbImage read = ImageFiles.read(chain.jpegToCutOut(), ReadOptions.defaults());
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        int alpha = (int) (picture.matte().alpha(x, y) * 255 + 0.5f);
        int expected = alpha == 0 ? 0 : alpha << 24 | photo.argb(x, y) & 0xFFFFFF;
        assertThat(read.argb(x, y)).isEqualTo(expected);
      }
    }
  }

  @Test
  void ratiosCoverEveryPiece() throws Exception {
    var costs = ChainRatios.measure(chain, 0, 1);
    assertThat(costs).hasSize(9);
    assertThat(costs.values()).allSatisfy(cost -> assertThat(cost.millis()).isPositive());
  }

  @Test
  void pngsAreComparedInAllKinds() throws Exception {
    var lines = PngRatios.compare(picture, 0, 1);
    assertThat(lines)
        .containsOnlyKeys(
            "RGBA cut-out", "RGBA, all kept", "RGB photo", "8-bit alpha", "16-bit alpha");
    assertThat(lines.values()).allSatisfy(c -> assertThat(c.ourBytes()).isPositive());
  }

  @Test
  void bothBackendsAreOnTheClassPath() {
    assertThat(ServiceLoader.load(MattingModelProvider.class)).hasSize(2);
  }
}

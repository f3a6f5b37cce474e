package io.github.matting4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.image.ImageReadException;
import io.github.matting4j.testing.SharedData;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PngConformanceTest {
  @Test
  void pngSuiteEqualsItsExpectedDecodes() throws IOException {
    Path expected = SharedData.require("corpora/pngsuite/primary_check");
    List<Path> files = pngs(SharedData.require("corpora/pngsuite/primary"));
    assertThat(files).hasSizeGreaterThan(70);
    for (Path file : files) {
      ArgbImage actual = TestPictures.read(ignoringGamma(file));
      BufferedImage check = ImageIO.read(expected.resolve(file.getFileName()).toFile());
      assertSamePixels(file, actual, TestPictures.ofGetRgb(check));
    }
  }

  /** The JDK's own reader as the oracle: the high byte of every stored sample. */
  @Test
  void pngSuiteOf16BitsEqualsTheRoundedSamplesOfTheJdksRaster() throws IOException {
    for (Path file : pngs(SharedData.require("corpora/pngsuite/16bit"))) {
      Raster raster = ImageIO.read(file.toFile()).getRaster();
      ArgbImage actual = TestPictures.read(ignoringGamma(file));
      int bands = raster.getNumBands();
      int maximum = (1 << raster.getSampleModel().getSampleSize(0)) - 1;
      int[] pixel = new int[bands];
      for (int y = 0; y < actual.height(); y++) {
        for (int x = 0; x < actual.width(); x++) {
          raster.getPixel(x, y, pixel);
          boolean grey = bands < 3;
          int alpha = bands % 2 == 0 ? level(pixel[bands - 1], maximum) : 255;
          int red = level(pixel[0], maximum);
          int green = level(pixel[grey ? 0 : 1], maximum);
          int blue = level(pixel[grey ? 0 : 2], maximum);
          assertThat(actual.argb(x, y))
              .as("%s at %d, %d", file.getFileName(), x, y)
              .isEqualTo(alpha << 24 | red << 16 | green << 8 | blue);
        }
      }
    }
  }

  private static int level(int sample, int maximum) {
    return (int) Math.round(255.0 * sample / maximum);
  }

  @Test
  void corruptPngSuiteIsRefused() throws IOException {
    for (Path file : pngs(SharedData.require("corpora/pngsuite/corrupt"))) {
      assertThatThrownBy(() -> ImageFiles.read(file))
          .as(file.toString())
          .isInstanceOf(ImageReadException.class);
    }
  }

  @ParameterizedTest
  @CsvSource({
    BufferedImage.TYPE_3BYTE_BGR + ",300,200",
    BufferedImage.TYPE_4BYTE_ABGR + ",301,199",
    BufferedImage.TYPE_BYTE_BINARY + ",61,47",
    BufferedImage.TYPE_BYTE_INDEXED + ",61,47",
    BufferedImage.TYPE_3BYTE_BGR + ",1,1",
    BufferedImage.TYPE_3BYTE_BGR + ",2,3",
    BufferedImage.TYPE_4BYTE_ABGR + ",3,9"
  })
  void whatTheJdkWritesIsReadBackExactly(int type, int width, int height) {
    BufferedImage image = TestPictures.waves(width, height, type);
    for (boolean interlaced : new boolean[] {false, true}) {
      ArgbImage read = TestPictures.read(TestPictures.png(image, interlaced));
      assertSamePixels(Path.of("type " + type), read, TestPictures.ofGetRgb(image));
    }
  }

  @Test
  void transparentColourOfGreyAndRgbIsComparedInAllItsBits() {
    byte[] greys = {0, 0x12, 0x34, 0x12, 0x35};
    byte[] grey =
        TestPictures.png(
            2,
            1,
            16,
            0,
            TestPictures.chunk("tRNS", new byte[] {0x12, 0x34}),
            TestPictures.idat(greys));
    assertThat(TestPictures.read(grey).toArray()).containsExactly(0x00121212, 0xFF121212);
    byte[] colours = {0, 1, 2, 3, 1, 2, 4};
    byte[] rgb =
        TestPictures.png(
            2,
            1,
            8,
            2,
            TestPictures.chunk("tRNS", new byte[] {0, 1, 0, 2, 0, 3}),
            TestPictures.idat(colours));
    assertThat(TestPictures.read(rgb).toArray()).containsExactly(0x00010203, 0xFF010204);
  }

  private static byte[] ignoringGamma(Path file) throws IOException {
    return TestPictures.withoutChunks(Files.readAllBytes(file), type -> type.equals("gAMA"));
  }

  private static List<Path> pngs(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".png")).sorted().toList();
    }
  }

  /** Of a transparent pixel only its transparency counts. */
  private static void assertSamePixels(Path file, ArgbImage actual, ArgbImage expected) {
    assertThat(actual.toString()).as(file.toString()).isEqualTo(expected.toString());
    int[] a = actual.toArray();
    int[] e = expected.toArray();
    for (int i = 0; i < a.length; i++) {
      if (a[i] >>> 24 == 0 && e[i] >>> 24 == 0) {
        a[i] = e[i];
      }
    }
    assertThat(a).as(file.toString()).isEqualTo(e);
  }
}

package io.github.matting4j.io;

import static org.assertj.core.api.Assertions.assertThat;

import ar.com.hjg.pngj.ImageLineInt;
import ar.com.hjg.pngj.PngReader;
import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.image.Rounding;
import io.github.matting4j.io.png.PngEncoder;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** Every file is read back by two readers that know nothing of this encoder. */
class PngEncoderTest {
  private static final int[][] SIZES = {
    {1, 1}, {2, 1}, {1, 2}, {3, 3}, {17, 3}, {1, 4096}, {4096, 1}, {255, 31}, {640, 359}, {20000, 2}
  };

  @Test
  void colourComesBackBitByBit() throws IOException {
    for (int[] size : SIZES) {
      int w = size[0];
      int h = size[1];
      List<ArgbImage> pictures =
          List.of(
              Pictures.noise(w, h),
              Pictures.opaqueNoise(w, h),
              Pictures.gradient(w, h),
              Pictures.photoLike(w, h),
              ArgbImage.filled(w, h, 0xFF000000),
              ArgbImage.filled(w, h, 0x80102030),
              Pictures.cutOut(Pictures.photoLike(w, h), Pictures.ellipse(w, h)),
              Pictures.cutOut(Pictures.gradient(w, h), Pictures.noiseMatte(w, h)));
      for (ArgbImage picture : pictures) {
        byte[] file = encode(picture, WriteOptions.defaults().keepHiddenColour());
        assertThat(readWithImageIo(file)).isEqualTo(picture.toArray());
        assertThat(readWithPngj(file)).isEqualTo(picture.toArray());
      }
    }
  }

  @Test
  void alphaComesBackBitByBit() throws IOException {
    for (int[] size : SIZES) {
      int w = size[0];
      int h = size[1];
      List<AlphaMatte> mattes =
          List.of(
              Pictures.ellipse(w, h),
              Pictures.noiseMatte(w, h),
              AlphaMatte.filled(w, h, 0f),
              AlphaMatte.filled(w, h, 1f));
      for (AlphaMatte matte : mattes) {
        for (Rounding rounding : Rounding.values()) {
          ByteArrayOutputStream grey8 = new ByteArrayOutputStream();
          new PngEncoder(WriteOptions.defaults().encodeSettings()).write(matte, 8, rounding, grey8);
          assertGrey(grey8.toByteArray(), quantized(matte, rounding, 255));
        }
        ByteArrayOutputStream grey16 = new ByteArrayOutputStream();
        new PngEncoder(WriteOptions.defaults().encodeSettings())
            .write(matte, 16, Rounding.NEAREST, grey16);
        assertGrey(grey16.toByteArray(), quantized(matte, Rounding.NEAREST, 65535));
      }
    }
  }

  @Test
  void runsThatCrossBlocksAndLiteralsBetweenThemComeBack() throws IOException {
    // Runs of every length around the limits of a match, broken by single pixels.
    int[] pixels = new int[700 * 300];
    int at = 0;
    for (int run = 1; at < pixels.length; run = run % 350 + 1) {
      for (int i = 0; i < run && at < pixels.length; i++) {
        pixels[at++] = 0xFF000000 | run * 7919;
      }
    }
    ArgbImage picture = ArgbImage.adopt(700, 300, pixels);
    byte[] file = encode(picture, WriteOptions.defaults());
    assertThat(readWithImageIo(file)).isEqualTo(pixels);
    assertThat(readWithPngj(file)).isEqualTo(pixels);
  }

  @Test
  void hiddenColourIsBlackUnlessKept() throws IOException {
    ArgbImage picture = ArgbImage.copyOf(2, 1, new int[] {0x00123456, 0x01ABCDEF});
    assertThat(readWithImageIo(encode(picture, WriteOptions.defaults())))
        .containsExactly(0, 0x01ABCDEF);
  }

  @Test
  void opaquePicturesCarryNoAlphaAndColourIsTaggedAsSrgb() throws IOException {
    byte[] opaque = encode(Pictures.photoLike(64, 64), WriteOptions.defaults());
    assertThat(opaque[25]).isEqualTo((byte) 2);
    assertThat(new String(opaque, 37, 4, java.nio.charset.StandardCharsets.US_ASCII))
        .isEqualTo("sRGB");
    byte[] transparent = encode(Pictures.noise(64, 64), WriteOptions.defaults());
    assertThat(transparent[25]).isEqualTo((byte) 6);
  }

  @Test
  void sameInputGivesSameBytes() throws IOException {
    ArgbImage picture = Pictures.photoLike(300, 200);
    assertThat(encode(picture, WriteOptions.defaults()))
        .isEqualTo(encode(picture, WriteOptions.defaults()));
  }

  @Test
  void cutOutIsSmallerThanThreeQuartersOfImageIo() throws IOException {
    ArgbImage cutOut = Pictures.cutOut(Pictures.photoLike(800, 600), Pictures.ellipse(800, 600));
    BufferedImage image = new BufferedImage(800, 600, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(0, 0, 800, 600, cutOut.toArray(), 0, 800);
    ByteArrayOutputStream reference = new ByteArrayOutputStream();
    ImageIO.write(image, "png", reference);
    assertThat(encode(cutOut, WriteOptions.defaults()).length)
        .isLessThan((int) (0.75 * reference.size()));
  }

  @Test
  void drawingsStaySmall() throws IOException {
    assertThat(encode(Pictures.gradient(640, 480), WriteOptions.defaults()).length)
        .isLessThan(640 * 480 * 3 / 40);
  }

  @Test
  void memoryDoesNotGrowWithThePicture() throws IOException {
    ArgbImage image = Pictures.cutOut(Pictures.photoLike(1000, 4000), Pictures.ellipse(1000, 4000));
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    new PngEncoder(WriteOptions.defaults().encodeSettings())
        .write(image, OutputStream.nullOutputStream());
    long before = threads.getCurrentThreadAllocatedBytes();
    new PngEncoder(WriteOptions.defaults().encodeSettings())
        .write(image, OutputStream.nullOutputStream());
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    // Buffers of about 0.5 MB and the codes of some 250 blocks, against 16 MB of pixels.
    assertThat(allocated).isLessThan(6_000_000);
  }

  private static byte[] encode(ArgbImage image, WriteOptions options) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    new PngEncoder(options.encodeSettings()).write(image, file);
    return file.toByteArray();
  }

  private static int[] quantized(AlphaMatte matte, Rounding rounding, int maximum) {
    float[] alpha = matte.toArray();
    int[] levels = new int[alpha.length];
    for (int i = 0; i < levels.length; i++) {
      levels[i] = rounding.quantize(alpha[i], maximum);
    }
    return levels;
  }

  private static int[] readWithImageIo(byte[] file) throws IOException {
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(file));
    return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
  }

  private static int[] readWithPngj(byte[] file) {
    List<int[]> rows = pngjRows(file);
    PngReader reader = new PngReader(new ByteArrayInputStream(file));
    int width = reader.imgInfo.cols;
    int channels = reader.imgInfo.channels;
    reader.close();
    int[] pixels = new int[width * rows.size()];
    for (int i = 0; i < pixels.length; i++) {
      int[] row = rows.get(i / width);
      int at = i % width * channels;
      int alpha = channels == 4 ? row[at + 3] : 255;
      pixels[i] = alpha << 24 | row[at] << 16 | row[at + 1] << 8 | row[at + 2];
    }
    return pixels;
  }

  private static List<int[]> pngjRows(byte[] file) {
    PngReader reader = new PngReader(new ByteArrayInputStream(file));
    List<int[]> rows = new ArrayList<>();
    while (reader.hasMoreRows()) {
      rows.add(((ImageLineInt) reader.readRow()).getScanline().clone());
    }
    reader.end();
    return rows;
  }

  private static void assertGrey(byte[] file, int[] expected) throws IOException {
    Raster raster = ImageIO.read(new ByteArrayInputStream(file)).getData();
    assertThat(raster.getNumBands()).isEqualTo(1);
    int[] samples = raster.getSamples(0, 0, raster.getWidth(), raster.getHeight(), 0, (int[]) null);
    assertThat(samples).isEqualTo(expected);
    int[] second = pngjRows(file).stream().flatMapToInt(java.util.Arrays::stream).toArray();
    assertThat(second).isEqualTo(expected);
  }
}

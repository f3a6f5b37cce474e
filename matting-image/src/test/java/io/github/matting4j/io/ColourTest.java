package io.github.matting4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.image.ImageReadException;
import io.github.matting4j.image.ImageReadException.Reason;
import io.github.matting4j.io.ReadOptions.IccProfiles;
import io.github.matting4j.testing.SharedData;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ColourTest {
  /** Rounding here and in the colour engine. */
  private static final int LOSSLESS = 2;

  /** Luma, chroma and quantisation on top. */
  private static final int LOSSY = 4;

  // Display P3 (D65) and ProPhoto (D50 adapted to D65) to linear sRGB, from their published
  // primaries; independent of the code under test.
  static final double[] P3 = {
    1.2249402, -0.2249402, 0, -0.0420570, 1.0420570, 0, -0.0196376, -0.0786361, 1.0982736
  };
  static final double[] PROPHOTO = {
    2.0343676,
    -0.7276341,
    -0.3067335,
    -0.2288240,
    1.2317303,
    -0.0029063,
    -0.0085580,
    -0.1532760,
    1.1618340
  };

  static final int[] PATCHES = {
    0xEA3323, 0x808080, 0xE0AC8C, 0x336699, 0x10F020, 0x000000, 0xFFFFFF, 0x0A1408, 0xC86496
  };

  @Test
  void greysStayAsTheyAreStored() {
    byte[] pixels = new byte[16 * 16];
    Arrays.fill(pixels, (byte) 184);
    BufferedImage grey = new BufferedImage(16, 16, BufferedImage.TYPE_BYTE_GRAY);
    System.arraycopy(
        pixels, 0, ((DataBufferByte) grey.getRaster().getDataBuffer()).getData(), 0, pixels.length);
    byte[] greyAlpha = new byte[1 + 2 * 2];
    Arrays.fill(greyAlpha, 1, 5, (byte) 184);
    byte[] idat = TestPictures.idat(greyAlpha);
    byte[] wide = TestPictures.idat(new byte[] {0, (byte) 184, (byte) 250});
    assertThat(TestPictures.read(TestPictures.png(grey)).argb(8, 8)).isEqualTo(0xFFB8B8B8);
    assertThat(TestPictures.read(TestPictures.jpeg(grey, false)).argb(8, 8)).isEqualTo(0xFFB8B8B8);
    assertThat(TestPictures.read(TestPictures.jpeg(grey, true)).argb(8, 8)).isEqualTo(0xFFB8B8B8);
    assertThat(TestPictures.read(TestPictures.png(2, 1, 8, 4, idat)).argb(0, 0))
        .isEqualTo(0xB8B8B8B8);
    assertThat(TestPictures.read(TestPictures.png(1, 1, 16, 0, wide)).argb(0, 0))
        .isEqualTo(0xFFB8B8B8);
  }

  @Test
  void displayP3PngAndJpegBecomeSrgb() {
    for (int patch : PATCHES) {
      int expected = convert(patch, P3, ColourTest::srgbToLinear);
      byte[] png = TestPictures.png(TestPictures.flat(16, 16, patch));
      byte[] jpeg = TestPictures.jpeg(TestPictures.flat(16, 16, patch), false);
      byte[] profiled = TestPictures.withChunk(png, TestPictures.iccp(Profiles.p3()));
      assertNear(TestPictures.read(profiled).argb(8, 8), expected, LOSSLESS);
      assertNear(
          TestPictures.read(TestPictures.withProfile(jpeg, Profiles.p3())).argb(8, 8),
          convert(TestPictures.read(jpeg).argb(8, 8), P3, ColourTest::srgbToLinear),
          LOSSY);
    }
  }

  @Test
  void profileAndOrientationAndPassesGoTogether() {
    int patch = 0xEA3323;
    int expected = convert(patch, P3, ColourTest::srgbToLinear);
    byte[] jpeg = TestPictures.jpeg(TestPictures.flat(24, 16, patch), true);
    byte[] marked =
        TestPictures.withExif(
            TestPictures.withProfile(jpeg, Profiles.p3()), TestPictures.exif(6, true));
    ArgbImage read = TestPictures.read(marked);
    assertThat(read.width()).isEqualTo(16);
    assertNear(read.argb(3, 20), expected, LOSSY);
    byte[] png = TestPictures.png(TestPictures.flat(24, 16, patch), true);
    byte[] profiled = TestPictures.withChunk(png, TestPictures.iccp(Profiles.p3()));
    assertNear(TestPictures.read(profiled).argb(20, 3), expected, LOSSLESS);
  }

  @Test
  void realProfiledPicturesBecomeSrgb() throws IOException {
    Path sharp = SharedData.require("corpora/sharp");
    assertNear(
        ImageFiles.read(sharp.resolve("p3.png")).argb(4, 4),
        convert(stored(sharp.resolve("p3.png"), 4, 4), P3, ColourTest::srgbToLinear),
        LOSSLESS);
    assertNear(
        ImageFiles.read(sharp.resolve("prophoto.png")).argb(0, 0),
        convert(stored(sharp.resolve("prophoto.png"), 0, 0), PROPHOTO, v -> Math.pow(v, 1.8)),
        LOSSLESS);
  }

  /** A pixel as it is stored, whatever the file says about its meaning. */
  private static int stored(Path png, int x, int y) throws IOException {
    byte[] plain =
        TestPictures.withoutChunks(
            Files.readAllBytes(png), type -> !List.of("IHDR", "IDAT", "IEND").contains(type));
    return TestPictures.read(plain).argb(x, y);
  }

  @Test
  void srgbProfilesChangeNothing() {
    byte[] srgb = ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();
    byte[] jpeg = TestPictures.jpeg(TestPictures.opaqueWaves(60, 40), false);
    byte[] profiled = TestPictures.withProfile(jpeg, srgb);
    assertThat(TestPictures.read(profiled).toArray()).isEqualTo(TestPictures.read(jpeg).toArray());
    ReadOptions strict = ReadOptions.defaults().iccProfiles(IccProfiles.REFUSE);
    assertThat(read(profiled, strict)).isNull();
  }

  @Test
  void otherProfilesAreRefusedWhereThatIsAsked() {
    ReadOptions strict = ReadOptions.defaults().iccProfiles(IccProfiles.REFUSE);
    byte[] jpeg = TestPictures.jpeg(TestPictures.opaqueWaves(60, 40), false);
    assertThat(read(TestPictures.withProfile(jpeg, Profiles.p3()), strict))
        .isEqualTo(Reason.UNSUPPORTED);
    byte[] png = TestPictures.png(TestPictures.opaqueWaves(60, 40));
    assertThat(read(TestPictures.withChunk(png, TestPictures.iccp(Profiles.p3())), strict))
        .isEqualTo(Reason.UNSUPPORTED);
  }

  @Test
  void brokenProfilesAreIgnored() {
    byte[] p3 = Profiles.p3();
    byte[] grey = ICC_Profile.getInstance(ColorSpace.CS_GRAY).getData();
    byte[] jpeg = TestPictures.jpeg(TestPictures.opaqueWaves(60, 40), false);
    byte[] png = TestPictures.png(TestPictures.opaqueWaves(60, 40));
    byte[] noise = p3.clone();
    Arrays.fill(noise, 128, noise.length, (byte) 0x5A);
    for (byte[] profile :
        new byte[][] {Arrays.copyOf(p3, 300), noise, grey, new byte[0], new byte[200]}) {
      assertThat(TestPictures.read(TestPictures.withProfile(jpeg, profile)).toArray())
          .isEqualTo(TestPictures.read(jpeg).toArray());
      assertThat(
              TestPictures.read(TestPictures.withChunk(png, TestPictures.iccp(profile))).toArray())
          .isEqualTo(TestPictures.read(png).toArray());
    }
  }

  @Test
  void greyProfilesAreApplied() {
    BufferedImage grey = new BufferedImage(16, 16, BufferedImage.TYPE_BYTE_GRAY);
    Arrays.fill(((DataBufferByte) grey.getRaster().getDataBuffer()).getData(), (byte) 100);
    byte[] linear = Profiles.grey(1.0);
    int level = (int) Math.round(255 * linearToSrgb(100 / 255.0));
    int expected = level * 0x010101;
    byte[] png = TestPictures.withChunk(TestPictures.png(grey), TestPictures.iccp(linear));
    assertNear(TestPictures.read(png).argb(8, 8), expected, LOSSLESS);
    byte[] jpeg = TestPictures.withProfile(TestPictures.jpeg(grey, false), linear);
    assertNear(TestPictures.read(jpeg).argb(8, 8), expected, LOSSY);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.25, 0.7, 1.0, 1.8})
  void gammaFarFromSrgbIsApplied(double gamma) {
    byte[] chunk = TestPictures.chunk("gAMA", TestPictures.int32((int) (gamma * 100_000)));
    double[] identity = {1, 0, 0, 0, 1, 0, 0, 0, 1};
    for (int patch : PATCHES) {
      byte[] png = TestPictures.png(TestPictures.flat(4, 4, patch));
      assertNear(
          TestPictures.read(TestPictures.withChunk(png, chunk)).argb(1, 1),
          convert(patch, identity, v -> Math.pow(v, 1 / gamma)),
          LOSSLESS);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {45_455, 45_000, 0, 1, 2_000_000})
  void gammaOfSrgbAndNonsenseChangeNothing(int gamma) {
    byte[] png = TestPictures.png(TestPictures.opaqueWaves(30, 20));
    byte[] marked =
        TestPictures.withChunk(png, TestPictures.chunk("gAMA", TestPictures.int32(gamma)));
    assertThat(TestPictures.read(marked).toArray()).isEqualTo(TestPictures.read(png).toArray());
  }

  @Test
  void cicpComesFirstAndItsDisplayP3IsConverted() throws IOException {
    byte[] cicp = TestPictures.chunk("cICP", new byte[] {12, 13, 0, 1});
    byte[] gamma = TestPictures.chunk("gAMA", TestPictures.int32(100_000));
    for (int patch : PATCHES) {
      byte[] png = TestPictures.png(TestPictures.flat(4, 4, patch));
      byte[] marked = TestPictures.withChunk(TestPictures.withChunk(png, cicp), gamma);
      int expected = convert(patch, P3, ColourTest::srgbToLinear);
      assertNear(TestPictures.read(marked).argb(1, 1), expected, LOSSLESS);
    }
    ImageFiles.read(SharedData.require("corpora/libpng/cicp-display-p3_reencoded.png"));
  }

  @Test
  void hdrIsRefusedByName() {
    byte[] png = TestPictures.png(TestPictures.opaqueWaves(4, 4));
    byte[] hdr = TestPictures.withChunk(png, TestPictures.chunk("cICP", new byte[] {9, 16, 0, 1}));
    assertThatThrownBy(() -> ImageFiles.read(hdr, ReadOptions.defaults()))
        .isInstanceOf(ImageReadException.class)
        .hasMessageContainingAll("cICP 9-16-0-1", "HDR");
  }

  @Test
  void chromaticitiesOfAnotherSpaceAreApplied() {
    ByteBuffer p3 = ByteBuffer.allocate(32);
    for (int value : new int[] {31270, 32900, 68000, 32000, 26500, 69000, 15000, 6000}) {
      p3.putInt(value);
    }
    byte[] chunk = TestPictures.chunk("cHRM", p3.array());
    byte[] nonsense = TestPictures.chunk("cHRM", new byte[32]);
    byte[] png = TestPictures.png(TestPictures.flat(4, 4, 0xEA3323));
    assertNear(
        TestPictures.read(TestPictures.withChunk(png, chunk)).argb(1, 1),
        convert(0xEA3323, P3, ColourTest::srgbToLinear),
        LOSSLESS);
    assertThat(TestPictures.read(TestPictures.withChunk(png, nonsense)).argb(1, 1))
        .isEqualTo(0xFFEA3323);
  }

  @Test
  void jpegColoursFollowTheMarkersAndElseTheComponentsNames() {
    byte[] jpeg = TestPictures.jpeg(TestPictures.flat(16, 16, 0xE0AC8C), false);
    byte[] noMarkers = withoutJfif(jpeg);
    assertNear(TestPictures.read(jpeg).argb(8, 8), 0xE0AC8C, LOSSY);
    assertNear(TestPictures.read(noMarkers).argb(8, 8), 0xE0AC8C, LOSSY);
    byte[] adobe = {'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0};
    int stored = TestPictures.read(TestPictures.withSegment(noMarkers, 0xEE, adobe)).argb(8, 8);
    int luma = (int) (0.299 * 0xE0 + 0.587 * 0xAC + 0.114 * 0x8C);
    assertThat(stored >> 16 & 0xFF).as("luma, taken as red").isBetween(luma - 4, luma + 4);
  }

  private static byte[] withoutJfif(byte[] jpeg) {
    int end = 4 + ((jpeg[4] & 0xFF) << 8 | jpeg[5] & 0xFF);
    return TestPictures.concat(Arrays.copyOf(jpeg, 2), Arrays.copyOfRange(jpeg, end, jpeg.length));
  }

  static int convert(int rgb, double[] matrix, DoubleUnaryOperator toLinear) {
    double[] linear = new double[3];
    for (int c = 0; c < 3; c++) {
      linear[c] = toLinear.applyAsDouble((rgb >> (16 - 8 * c) & 0xFF) / 255.0);
    }
    int converted = 0;
    for (int c = 0; c < 3; c++) {
      double value = 0;
      for (int k = 0; k < 3; k++) {
        value += matrix[3 * c + k] * linear[k];
      }
      double level = 255 * linearToSrgb(Math.max(0, Math.min(1, value)));
      converted = converted << 8 | (int) Math.round(level);
    }
    return converted;
  }

  static double srgbToLinear(double v) {
    return v <= 0.04045 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4);
  }

  private static double linearToSrgb(double v) {
    return v <= 0.0031308 ? 12.92 * v : 1.055 * Math.pow(v, 1 / 2.4) - 0.055;
  }

  static void assertNear(int actual, int expected, int tolerance) {
    for (int shift = 0; shift <= 16; shift += 8) {
      int difference = Math.abs((actual >> shift & 0xFF) - (expected >> shift & 0xFF));
      assertThat(difference)
          .as("%06X should be %06X", actual & 0xFFFFFF, expected & 0xFFFFFF)
          .isLessThanOrEqualTo(tolerance);
    }
  }

  private static Reason read(byte[] data, ReadOptions options) {
    try {
      ImageFiles.read(data, options);
      return null;
    } catch (ImageReadException e) {
      return e.reason();
    }
  }
}

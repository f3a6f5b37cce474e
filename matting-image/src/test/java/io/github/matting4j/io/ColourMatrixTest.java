package io.github.matting4j.io;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.image.Argb16Image;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.image.Picture;
import io.github.matting4j.io.ReadOptions.IccProfiles;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every kind of file with every kind of colours comes out as the right sRGB: within 2 of 255
 * levels, 4 for JPEG. Or keeps its profile and its pixels.
 */
class ColourMatrixTest {
  private enum Space {
    SRGB(null, null),
    P3(ColourTest.P3, ColourTest::srgbToLinear),
    PROPHOTO(ColourTest.PROPHOTO, v -> Math.pow(v, 1.796875)); // 1.8 in eighths of bits

    private final double[] matrix;
    private final DoubleUnaryOperator tone;

    Space(double[] matrix, DoubleUnaryOperator tone) {
      this.matrix = matrix;
      this.tone = tone;
    }

    int toSrgb(int rgb) {
      return matrix == null ? rgb & 0xFFFFFF : ColourTest.convert(rgb, matrix, tone);
    }

    WriteOptions options() {
      return switch (this) {
        case SRGB -> WriteOptions.defaults();
        case P3 -> WriteOptions.defaults().profile(ColourProfile.of(Profiles.p3()));
        case PROPHOTO -> WriteOptions.defaults().profile(ColourProfile.of(Profiles.proPhoto()));
      };
    }
  }

  @ParameterizedTest
  @CsvSource({
    "PNG,8,SRGB",
    "PNG,8,P3",
    "PNG,8,PROPHOTO",
    "PNG,16,SRGB",
    "PNG,16,P3",
    "PNG,16,PROPHOTO",
    "TIFF,8,SRGB",
    "TIFF,8,P3",
    "TIFF,8,PROPHOTO",
    "TIFF,16,SRGB",
    "TIFF,16,P3",
    "TIFF,16,PROPHOTO",
    "JPEG,8,SRGB",
    "JPEG,8,P3",
    "JPEG,8,PROPHOTO"
  })
  void colours(OutputFormat format, int bits, Space space) throws IOException {
    int tolerance = format == OutputFormat.JPEG ? 4 : 2;
    for (int patch : ColourTest.PATCHES) {
      ArgbImage flat = ArgbImage.filled(16, 16, 0xFF000000 | patch);
      Picture picture = bits == 16 ? Argb16Image.of(flat) : flat;
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      ImageFiles.write(picture, bytes, format, space.options().jpegQuality(1));
      byte[] data = bytes.toByteArray();
      int stored = patch;
      if (format == OutputFormat.JPEG) { // a wide space makes a step of the JPEG's own larger
        stored = kept(data).picture().toArgb().argb(8, 8);
        ColourTest.assertNear(stored, patch, tolerance);
      }
      int expected = space.toSrgb(stored);
      ColourTest.assertNear(
          ImageFiles.read(data, ReadOptions.defaults()).argb(8, 8), expected, tolerance);
      Photo photo = ImageFiles.readPhoto(new ByteArrayInputStream(data), ReadOptions.defaults());
      assertThat(photo.picture().bits()).isEqualTo(bits);
      assertThat(photo.profile()).isEmpty();
      ColourTest.assertNear(photo.picture().toArgb().argb(8, 8), expected, tolerance);
      assertThat(kept(data).profile().isPresent()).isEqualTo(space != Space.SRGB);
      ColourTest.assertNear(
          kept(data).picture().toArgb().argb(8, 8),
          patch,
          format == OutputFormat.JPEG ? tolerance : 0);
      ColourTest.assertNear(kept(data).forNetwork().argb(8, 8), expected, tolerance);
    }
  }

  @ParameterizedTest
  @CsvSource({"PNG,8", "PNG,16", "TIFF,8", "TIFF,16", "JPEG,8"})
  void greys(OutputFormat format, int bits) throws IOException {
    for (int level : new int[] {0, 1, 50, 100, 184, 255}) {
      BufferedImage grey =
          new BufferedImage(
              16, 16, bits == 8 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_USHORT_GRAY);
      for (int i = 0; i < 256; i++) {
        grey.getRaster().setSample(i % 16, i / 16, 0, bits == 8 ? level : level * 257);
      }
      byte[] data =
          switch (format) {
            case PNG -> TestPictures.png(grey);
            case TIFF -> TiffTest.tiff(grey, "LZW", 0);
            case JPEG -> TestPictures.jpeg(grey, false);
          };
      int read = ImageFiles.read(data, ReadOptions.defaults()).argb(8, 8);
      ColourTest.assertNear(read, level * 0x010101, format == OutputFormat.JPEG ? 4 : 0);
      assertThat(TiffTest.photo(data).picture().bits()).isEqualTo(bits);
    }
  }

  @ParameterizedTest
  @CsvSource({"PNG", "TIFF"})
  void palettes(OutputFormat format) throws IOException {
    for (int patch : ColourTest.PATCHES) {
      byte[] maps = new byte[3];
      for (int c = 0; c < 3; c++) {
        maps[c] = (byte) (patch >> 16 - 8 * c);
      }
      java.awt.image.IndexColorModel model =
          new java.awt.image.IndexColorModel(
              8,
              3,
              new byte[] {0, maps[0], 9},
              new byte[] {0, maps[1], 99},
              new byte[] {0, maps[2], 9});
      BufferedImage image = new BufferedImage(9, 9, BufferedImage.TYPE_BYTE_INDEXED, model);
      image.getRaster().setSample(4, 4, 0, 1);
      byte[] data =
          format == OutputFormat.PNG ? TestPictures.png(image) : TiffTest.tiff(image, "none", 0);
      ColourTest.assertNear(ImageFiles.read(data, ReadOptions.defaults()).argb(4, 4), patch, 0);
      if (format == OutputFormat.PNG) {
        byte[] wide = TestPictures.withChunk(data, TestPictures.iccp(Profiles.p3()));
        int expected = Space.P3.toSrgb(patch);
        ColourTest.assertNear(
            ImageFiles.read(wide, ReadOptions.defaults()).argb(4, 4), expected, 2);
      }
    }
  }

  /** How exact is the engine's way from 16 bits to 16 bits? Within a quarter of an 8-bit level. */
  @ParameterizedTest
  @CsvSource({"P3", "PROPHOTO"})
  void sixteenBitsAreConvertedFinerThanEight(Space space) throws IOException {
    ToDoubleFunction<Integer> worst =
        patch -> {
          Argb16Image image = Argb16Image.of(ArgbImage.filled(2, 2, 0xFF000000 | patch));
          ByteArrayOutputStream bytes = new ByteArrayOutputStream();
          try {
            ImageFiles.write(image, bytes, OutputFormat.PNG, space.options());
            Argb16Image read = (Argb16Image) TiffTest.photo(bytes.toByteArray()).picture();
            double[] exact = exact(patch, space);
            double difference = 0;
            for (int c = 0; c < 3; c++) {
              int level = (int) (read.argb(0, 0) >>> 32 - 16 * c) & 0xFFFF;
              difference = Math.max(difference, Math.abs(level / 257.0 - exact[c]));
            }
            return difference;
          } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
          }
        };
    for (int patch : ColourTest.PATCHES) {
      assertThat(worst.applyAsDouble(patch)).as("%06X", patch).isLessThan(0.25);
    }
  }

  private static double[] exact(int rgb, Space space) {
    double[] linear = new double[3];
    for (int c = 0; c < 3; c++) {
      linear[c] = space.tone.applyAsDouble((rgb >> 16 - 8 * c & 0xFF) / 255.0);
    }
    double[] levels = new double[3];
    for (int c = 0; c < 3; c++) {
      double value = 0;
      for (int k = 0; k < 3; k++) {
        value += space.matrix[3 * c + k] * linear[k];
      }
      double v = Math.max(0, Math.min(1, value));
      levels[c] = 255 * (v <= 0.0031308 ? 12.92 * v : 1.055 * Math.pow(v, 1 / 2.4) - 0.055);
    }
    return levels;
  }

  private static Photo kept(byte[] data) throws IOException {
    return ImageFiles.readPhoto(
        new ByteArrayInputStream(data), ReadOptions.defaults().iccProfiles(IccProfiles.KEEP));
  }
}

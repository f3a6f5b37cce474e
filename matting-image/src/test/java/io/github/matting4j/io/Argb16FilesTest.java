package io.github.matting4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ar.com.hjg.pngj.ImageLineInt;
import ar.com.hjg.pngj.PngReader;
import io.github.matting4j.image.Argb16Image;
import io.github.matting4j.image.ArgbImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PNG of 16 bits per channel, in and out. */
class Argb16FilesTest {
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatIsWrittenAnotherReaderReads(boolean opaque) throws IOException {
    for (Argb16Image image :
        new Argb16Image[] {
          (Argb16Image) TiffTest.noise(16, opaque), waves(300, 200, opaque), waves(1, 1, opaque)
        }) {
      byte[] data = png(image, WriteOptions.defaults().keepHiddenColour());
      PngReader reader = new PngReader(new ByteArrayInputStream(data));
      assertThat(reader.imgInfo.bitDepth).isEqualTo(16);
      assertThat(reader.imgInfo.channels).isEqualTo(opaque ? 3 : 4);
      for (int y = 0; y < image.height(); y++) {
        int[] line = ((ImageLineInt) reader.readRow(y)).getScanline();
        for (int x = 0, at = 0; x < image.width(); x++) {
          for (int shift : opaque ? new int[] {32, 16, 0} : new int[] {32, 16, 0, 48}) {
            assertThat(line[at++]).isEqualTo((int) (image.argb(x, y) >>> shift) & 0xFFFF);
          }
        }
      }
      reader.end();
      Argb16Image back = (Argb16Image) TiffTest.photo(data).picture();
      assertThat(back.toArray()).isEqualTo(image.toArray());
    }
  }

  @Test
  void hiddenColoursAreDropped() throws IOException {
    Argb16Image image = Argb16Image.adopt(2, 1, new long[] {0x123456789ABCL, 0x0001123456789ABCL});
    Argb16Image back = (Argb16Image) TiffTest.photo(png(image, WriteOptions.defaults())).picture();
    assertThat(back.toArray()).containsExactly(0, 0x0001123456789ABCL);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void everyKindOfSixteenBitPngIsRead(int bands) throws IOException {
    java.awt.image.BufferedImage image = TiffTest.smooth(bands, 16);
    for (boolean interlaced : new boolean[] {false, true}) {
      byte[] data = TestPictures.png(image, interlaced);
      Photo photo = TiffTest.photo(data);
      TiffTest.assertSamples(image, photo.picture());
      ArgbImage eight = TestPictures.read(data);
      for (int i = 0; i < 40; i++) {
        long argb16 = ((Argb16Image) photo.picture()).argb(i, i);
        assertThat(eight.argb(i, i) & 0xFF).isEqualTo(Argb16Image.rounded(argb16) & 0xFF);
      }
      assertThat(
              ImageFiles.readPhoto(new ByteArrayInputStream(data), ReadOptions.defaults().bits(8))
                  .picture())
          .isInstanceOf(ArgbImage.class);
    }
  }

  @Test
  void oneTransparentColourIsHonouredInAllBits() throws IOException {
    byte[] row = {0, 1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 7};
    byte[] trns = TestPictures.chunk("tRNS", new byte[] {1, 2, 3, 4, 5, 6});
    byte[] data = TestPictures.png(2, 1, 16, 2, trns, TestPictures.idat(row));
    Argb16Image read = (Argb16Image) TiffTest.photo(data).picture();
    assertThat(read.argb(0, 0)).isEqualTo(0x010203040506L);
    assertThat(read.argb(1, 0)).isEqualTo(0xFFFF010203040507L);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void picturesOf16BitsAreTurnedAsOthersAre(int orientation) throws IOException {
    Argb16Image image =
        Argb16Image.of(TestPictures.read(TestPictures.png(TestPictures.opaqueWaves(37, 21))));
    byte[] exif = TestPictures.chunk("eXIf", TestPictures.exif(orientation, true));
    byte[] argb16 = TestPictures.withChunk(png(image, WriteOptions.defaults()), exif);
    byte[] eight = TestPictures.withChunk(TestPictures.png(TestPictures.opaqueWaves(37, 21)), exif);
    Photo photo = TiffTest.photo(argb16);
    assertThat(photo.picture()).isInstanceOf(Argb16Image.class);
    assertThat(photo.picture().toArgb().toArray()).isEqualTo(TestPictures.read(eight).toArray());
  }

  @Test
  void filesOfEightBitsStayEight() throws IOException {
    byte[] data = TestPictures.png(TestPictures.opaqueWaves(9, 9));
    assertThat(TiffTest.photo(data).picture()).isInstanceOf(ArgbImage.class);
  }

  static byte[] png(Argb16Image image, WriteOptions options) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageFiles.write(image, bytes, OutputFormat.PNG, options);
    return bytes.toByteArray();
  }

  private static Argb16Image waves(int width, int height, boolean opaque) {
    Random random = new Random(1);
    long[] pixels = new long[width * height];
    for (int i = 0; i < pixels.length; i++) {
      double wave = 0.5 + 0.4 * Math.sin(i % width * 0.05 + i / width * 0.02);
      long level = (long) (65000 * wave) + random.nextInt(30);
      long alpha = opaque ? 0xFFFF : Math.min(0xFFFF, level * 2);
      pixels[i] = alpha << 48 | level << 32 | (65535 - level) << 16 | level / 2;
    }
    return Argb16Image.adopt(width, height, pixels);
  }

  /** All 65,536 levels of grey, as PNG. */
  private static byte[] allGreys(byte[]... chunks) {
    ByteBuffer rows = ByteBuffer.allocate(256 * (1 + 512));
    for (int y = 0; y < 256; y++) {
      rows.put((byte) 0);
      for (int x = 0; x < 256; x++) {
        rows.putShort((short) (y << 8 | x));
      }
    }
    byte[] before = TestPictures.concat(chunks);
    return TestPictures.png(256, 256, 16, 0, before, TestPictures.idat(rows.array()));
  }

  @Test
  void everySixteenBitLevelIsRoundedToTheNearestOfEight() throws IOException {
    byte[] file = allGreys();
    int[] read = ImageFiles.read(file, ReadOptions.defaults()).toArray();
    for (int level = 0; level < 65536; level++) {
      int nearest =
          BigDecimal.valueOf(level * 255L)
              .divide(BigDecimal.valueOf(65535), 0, RoundingMode.HALF_UP)
              .intValueExact();
      assertThat(read[level]).isEqualTo(0xFF000000 | nearest * 0x010101);
    }
    Photo photo = ImageFiles.readPhoto(file, ReadOptions.defaults());
    assertThat(photo.forNetwork().toArray()).isEqualTo(read);
    ByteArrayOutputStream tiff = new ByteArrayOutputStream();
    ImageFiles.write(photo.picture(), tiff, OutputFormat.TIFF, WriteOptions.defaults());
    assertThat(ImageFiles.read(tiff.toByteArray(), ReadOptions.defaults()).toArray())
        .isEqualTo(read);
  }

  @Test
  void linearLevelsAreConvertedBeforeTheyAreRounded() throws IOException {
    byte[] file = allGreys(TestPictures.chunk("gAMA", TestPictures.int32(100_000)));
    int[] read = ImageFiles.read(file, ReadOptions.defaults()).toArray();
    for (int level = 0; level < 65536; level++) {
      double linear = level / 65535.0;
      double exact =
          255 * (linear <= 0.0031308 ? 12.92 * linear : 1.055 * Math.pow(linear, 1 / 2.4) - 0.055);
      assertThat((double) (read[level] & 0xFF)).as("level " + level).isCloseTo(exact, within(0.51));
    }
    assertThat(ImageFiles.readPhoto(file, ReadOptions.defaults()).forNetwork().toArray())
        .isEqualTo(read);
  }
}

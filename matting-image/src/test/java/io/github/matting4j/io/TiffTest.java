package io.github.matting4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.Argb16Image;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.image.ImageReadException;
import io.github.matting4j.image.ImageReadException.Reason;
import io.github.matting4j.image.Picture;
import io.github.matting4j.image.Rounding;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** TIFF in and out; the JDK's own plug-in writes what we read and reads what we write. */
class TiffTest {
  private static final int WIDTH = 61;
  private static final int HEIGHT = 47;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"none", "LZW", "ZLib", "Deflate", "PackBits"})
  void everyPackingIsReadInStripsAndTiles(String packing) throws IOException {
    for (int bands : new int[] {1, 2, 3, 4}) {
      for (int bits : new int[] {8, 16}) {
        for (int tile : new int[] {0, 16}) {
          BufferedImage image = smooth(bands, bits);
          Picture read = photo(tiff(image, packing, tile)).picture();
          assertThat(read.bits()).isEqualTo(bits);
          assertSamples(image, read);
        }
      }
    }
  }

  @Test
  void a16BitFileReadAt8BitsIsRounded() throws IOException {
    BufferedImage image = smooth(4, 16);
    byte[] data = tiff(image, "LZW", 0);
    ArgbImage read = ImageFiles.read(data, ReadOptions.defaults());
    Argb16Image argb16 = (Argb16Image) photo(data).picture();
    for (int i = 0; i < WIDTH * HEIGHT; i++) {
      int x = i % WIDTH;
      int y = i / WIDTH;
      assertThat(read.argb(x, y)).isEqualTo(Argb16Image.rounded(argb16.argb(x, y)));
    }
    ImageInfo info = ImageFiles.probe(data, ReadOptions.defaults());
    assertThat(info.format()).isEqualTo(ImageInfo.Format.TIFF);
    assertThat(info.bitDepth()).isEqualTo(16);
    assertThat(info.hasAlpha()).isTrue();
  }

  @Test
  void palettesAndPremultipliedAlphaAreRead() throws IOException {
    BufferedImage palette = new BufferedImage(4, 4, BufferedImage.TYPE_BYTE_INDEXED);
    palette.setRGB(1, 2, 0xFFCC3366);
    palette.setRGB(3, 3, 0xFF99FF00);
    ArgbImage read = ImageFiles.read(tiff(palette, "none", 0), ReadOptions.defaults());
    assertThat(read.argb(1, 2)).isEqualTo(0xFFCC3366);
    assertThat(read.argb(3, 3)).isEqualTo(0xFF99FF00);
    BufferedImage pre = new BufferedImage(2, 1, BufferedImage.TYPE_4BYTE_ABGR_PRE);
    pre.setRGB(0, 0, 0x80C86432);
    int back = ImageFiles.read(tiff(pre, "none", 0), ReadOptions.defaults()).argb(0, 0);
    assertThat(back >>> 24).isEqualTo(0x80);
    for (int shift = 0; shift <= 16; shift += 8) {
      assertThat(Math.abs((back >> shift & 0xFF) - (0xC86432 >> shift & 0xFF)))
          .isLessThanOrEqualTo(1);
    }
  }

  @Test
  void orientationAndLittleEndianAreHonoured() throws IOException {
    for (boolean little : new boolean[] {false, true}) {
      for (int orientation = 1; orientation <= 8; orientation++) {
        byte[] jpegLike = TestPictures.png(TestPictures.opaqueWaves(7, 5));
        byte[] turned =
            TestPictures.withChunk(
                jpegLike, TestPictures.chunk("eXIf", TestPictures.exif(orientation, little)));
        ArgbImage expected = TestPictures.read(turned);
        ArgbImage stored = TestPictures.read(jpegLike);
        byte[] tiff = TinyTiff.rgb(stored, orientation, little, 8);
        byte[] argb16 = TinyTiff.rgb(stored, orientation, little, 16);
        assertThat(ImageFiles.read(tiff, ReadOptions.defaults()).toArray())
            .isEqualTo(expected.toArray());
        assertThat(photo(argb16).picture()).isInstanceOf(Argb16Image.class);
        assertThat(photo(argb16).picture().toArgb().toArray()).isEqualTo(expected.toArray());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"8,true", "8,false", "16,true", "16,false"})
  void whatIsWrittenTheJdkReads(int bits, boolean opaque) throws IOException {
    Picture picture = noise(bits, opaque);
    for (WriteOptions options :
        new WriteOptions[] {
          WriteOptions.defaults().keepHiddenColour(),
          WriteOptions.defaults().keepHiddenColour().uncompressed()
        }) {
      Path file = folder.resolve("out.tif");
      ImageFiles.write(picture, file, options);
      byte[] data = Files.readAllBytes(file);
      BufferedImage back = ImageIO.read(new ByteArrayInputStream(data));
      assertThat(back.getColorModel().hasAlpha()).isEqualTo(!opaque);
      assertThat(back.getColorModel().isAlphaPremultiplied()).isFalse();
      assertThat(back.getSampleModel().getSampleSize(0)).isEqualTo(bits);
      assertSamples(back, picture);
      Picture own = photo(data).picture();
      assertThat(own).hasToString(picture.toString());
      assertSamples(back, own);
    }
  }

  @Test
  void manyStripsAndHiddenColours() throws IOException {
    ArgbImage wide = Pictures.noise(3000, 70);
    Path file = folder.resolve("out.tiff");
    ImageFiles.write(wide, file);
    int[] read = ImageFiles.read(file).toArray();
    int[] expected = wide.toArray();
    for (int i = 0; i < read.length; i++) {
      assertThat(read[i]).isEqualTo(expected[i] >>> 24 == 0 ? 0 : expected[i]);
    }
  }

  @Test
  void differencesOfSixteenBitsAreRead() throws IOException {
    for (boolean little : new boolean[] {false, true}) {
      byte[] tiff = TinyTiff.rgb(ArgbImage.filled(3, 2, 0xFF010203), 1, little, 16);
      java.nio.ByteBuffer copy = java.nio.ByteBuffer.wrap(tiff);
      copy.order(little ? java.nio.ByteOrder.LITTLE_ENDIAN : java.nio.ByteOrder.BIG_ENDIAN);
      copy.putShort(10, (short) 317).putInt(18, 2);
      Argb16Image read = (Argb16Image) photo(tiff).picture();
      assertThat(read.argb(0, 1)).isEqualTo(0xFFFF010102020303L);
      assertThat(read.argb(1, 1)).isEqualTo(0xFFFF020204040606L);
      assertThat(read.argb(2, 0)).isEqualTo(0xFFFF030306060909L);
    }
  }

  @Test
  void mattesAreGreyOfEightAndSixteenBits() throws IOException {
    AlphaMatte matte = Pictures.noiseMatte(50, 40);
    ImageFiles.writeAlpha8(matte, folder.resolve("a8.tif"), Rounding.TRUNCATE);
    ImageFiles.writeAlpha16(matte, folder.resolve("a16.TIFF"));
    Raster eight = ImageIO.read(folder.resolve("a8.tif").toFile()).getRaster();
    Raster sixteen = ImageIO.read(folder.resolve("a16.TIFF").toFile()).getRaster();
    assertThat(eight.getNumBands()).isEqualTo(1);
    for (int y = 0; y < 40; y++) {
      for (int x = 0; x < 50; x++) {
        assertThat(eight.getSample(x, y, 0)).isEqualTo((int) (matte.alpha(x, y) * 255));
        assertThat(sixteen.getSample(x, y, 0)).isEqualTo(Math.round(matte.alpha(x, y) * 65535));
      }
    }
    assertThatThrownBy(() -> ImageFiles.writeAlpha8(matte, folder.resolve("a.jpg")))
        .hasMessageContaining("name it .png or .tif");
  }

  @Test
  void hugeSizesAreRefusedBeforeAnythingIsAllocated() {
    byte[] tiff = TinyTiff.rgb(ArgbImage.filled(3, 3, -1), 1, false, 8);
    byte[] huge = TinyTiff.patched(tiff, 256, 60_000);
    assertReason(huge, Reason.LIMIT);
    assertReason(TinyTiff.patched(tiff, 257, 0), Reason.MALFORMED);
    assertReason(TinyTiff.patched(tiff, 257, 15_000), Reason.MALFORMED); // strips are missing
    assertReason(TinyTiff.patched(tiff, 277, 200), Reason.UNSUPPORTED);
  }

  @Test
  void otherFlavoursAreRefusedByName() {
    byte[] tiff = TinyTiff.rgb(ArgbImage.filled(3, 3, -1), 1, true, 8);
    assertRefusal(TinyTiff.patched(tiff, 262, 5), "CMYK");
    assertRefusal(TinyTiff.patched(tiff, 262, 6), "YCbCr");
    assertRefusal(TinyTiff.patched(tiff, 262, 8), "PhotometricInterpretation 8");
    assertRefusal(TinyTiff.patched(tiff, 259, 7), "JPEG");
    assertRefusal(TinyTiff.patched(tiff, 259, 4), "Compression 4 (fax)");
    assertRefusal(TinyTiff.patched(tiff, 284, 2), "planar");
    assertRefusal(TinyTiff.patched(tiff, 254, 1), "raw file");
    byte[] big = tiff.clone();
    big[2] = '+';
    assertRefusal(big, "BigTIFF");
  }

  @Test
  void cutAndChangedFilesAreRefusedOrRead() throws IOException {
    Random random = new Random(11);
    for (String packing : new String[] {"none", "LZW", "Deflate", "PackBits"}) {
      byte[] whole = tiff(smooth(3, 8), packing, 0);
      for (int round = 0; round < 300; round++) {
        byte[] damaged =
            round % 3 == 0 ? Arrays.copyOf(whole, random.nextInt(whole.length)) : whole.clone();
        for (int i = 0; i < 4 && damaged.length > 0; i++) {
          damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
        }
        for (ReadOptions options :
            new ReadOptions[] {
              ReadOptions.defaults(), ReadOptions.defaults().damaged(ReadOptions.Damage.ACCEPT)
            }) {
          try {
            ImageFiles.read(damaged, options);
          } catch (ImageReadException e) {
            assertThat(e.getCause())
                .as(e.getMessage())
                .satisfiesAnyOf(
                    cause -> assertThat(cause).isNull(),
                    cause ->
                        assertThat(cause).isInstanceOf(java.util.zip.DataFormatException.class));
          }
        }
      }
      assertReason(Arrays.copyOf(whole, whole.length - 200), Reason.TRUNCATED);
    }
  }

  private static void assertRefusal(byte[] data, String words) {
    assertThatThrownBy(() -> ImageFiles.read(data, ReadOptions.defaults()))
        .isInstanceOf(ImageReadException.class)
        .hasMessageContaining(words);
  }

  private static void assertReason(byte[] data, Reason reason) {
    assertThatThrownBy(() -> ImageFiles.read(data, ReadOptions.defaults()))
        .isInstanceOf(ImageReadException.class)
        .extracting(e -> ((ImageReadException) e).reason())
        .isEqualTo(reason);
  }

  static Photo photo(byte[] data) throws IOException {
    return ImageFiles.readPhoto(new ByteArrayInputStream(data), ReadOptions.defaults());
  }

  /** The stored samples of both are the same. */
  static void assertSamples(BufferedImage image, Picture picture) {
    Raster raster = image.getRaster();
    boolean grey = raster.getNumBands() < 3;
    boolean alpha = image.getColorModel().hasAlpha();
    float[] rgba = new float[4 * picture.width()];
    int maximum = (1 << picture.bits()) - 1;
    for (int y = 0; y < picture.height(); y++) {
      picture.readColours(y, rgba);
      for (int x = 0; x < picture.width(); x++) {
        for (int c = 0; c < 4; c++) {
          int band = c == 3 ? raster.getNumBands() - 1 : grey ? 0 : c;
          int expected = c == 3 && !alpha ? maximum : raster.getSample(x, y, band);
          int level = Math.round(rgba[4 * x + c] * maximum);
          if (level != expected) {
            assertThat(level).as("%d,%d channel %d", x, y, c).isEqualTo(expected);
          }
        }
      }
    }
  }

  static Picture noise(int bits, boolean opaque) {
    if (bits == 8) {
      return opaque ? Pictures.opaqueNoise(WIDTH, HEIGHT) : Pictures.noise(WIDTH, HEIGHT);
    }
    long[] pixels = new Random(3).longs(WIDTH * HEIGHT).toArray();
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] |= opaque ? 0xFFFFL << 48 : 0;
    }
    return Argb16Image.adopt(WIDTH, HEIGHT, pixels);
  }

  /** Waves and a little noise, so that packers have something to do. */
  static BufferedImage smooth(int bands, int bits) {
    boolean alpha = bands % 2 == 0;
    int type = bits == 8 ? DataBuffer.TYPE_BYTE : DataBuffer.TYPE_USHORT;
    ColorSpace space = ColorSpace.getInstance(bands < 3 ? ColorSpace.CS_GRAY : ColorSpace.CS_sRGB);
    ColorModel model =
        new ComponentColorModel(
            space, alpha, false, alpha ? ColorModel.TRANSLUCENT : ColorModel.OPAQUE, type);
    WritableRaster raster = Raster.createInterleavedRaster(type, WIDTH, HEIGHT, bands, null);
    Random random = new Random(bands);
    int maximum = (1 << bits) - 1;
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        for (int b = 0; b < bands; b++) {
          double wave = 0.5 + 0.45 * Math.sin(0.07 * x * (b + 1) + 0.11 * y);
          boolean flat = y % 16 < 6;
          int level = flat ? maximum / (b + 2) : (int) (wave * maximum) + random.nextInt(3);
          raster.setSample(x, y, b, Math.min(maximum, level));
        }
      }
    }
    return new BufferedImage(model, raster, false, null);
  }

  /** As the JDK's plug-in writes it; a tile of 0 means strips. */
  static byte[] tiff(BufferedImage image, String packing, int tile) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("tiff").next();
    ImageWriteParam param = writer.getDefaultWriteParam();
    if (!packing.equals("none")) {
      param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      param.setCompressionType(packing);
    }
    if (tile > 0) {
      param.setTilingMode(ImageWriteParam.MODE_EXPLICIT);
      param.setTiling(tile, tile, 0, 0);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), param);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }
}

package io.github.matting4j.io;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.io.metadata.Orientations;
import io.github.matting4j.testing.SharedData;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrientationTest {
  /** The files were each compressed on their own. */
  private static final double OTHER_COMPRESSION = 6;

  @ParameterizedTest
  @ValueSource(strings = {"Landscape", "Portrait"})
  void realPhotosOfAllOrientationsComeUpright(String name) throws IOException {
    Path folder = SharedData.require("corpora/exif-orientation");
    ArgbImage upright = ImageFiles.read(folder.resolve(name + "_1.jpg"));
    assertThat(upright.width() > upright.height()).isEqualTo(name.equals("Landscape"));
    for (int orientation = 0; orientation <= 8; orientation++) {
      ArgbImage turned = ImageFiles.read(folder.resolve(name + "_" + orientation + ".jpg"));
      assertThat(TestPictures.meanDifference(upright, turned))
          .as(name + "_" + orientation)
          .isLessThan(OTHER_COMPRESSION);
    }
  }

  static IntStream orientations() {
    return IntStream.rangeClosed(1, 8);
  }

  @ParameterizedTest
  @MethodSource("orientations")
  void pngPixelsLandWhereTheDefinitionPutsThem(int orientation) {
    for (int[] size : new int[][] {{1, 1}, {5, 3}, {37, 21}, {17, 33}, {1, 40}, {40, 1}}) {
      BufferedImage stored = TestPictures.waves(size[0], size[1], BufferedImage.TYPE_4BYTE_ABGR);
      byte[] exif = TestPictures.chunk("eXIf", TestPictures.exif(orientation, true));
      for (boolean interlaced : new boolean[] {false, true}) {
        byte[] png = TestPictures.withChunk(TestPictures.png(stored, interlaced), exif);
        assertSame(TestPictures.read(png), turned(stored, orientation));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("orientations")
  void jpegPixelsLandWhereTheDefinitionPutsThem(int orientation) throws IOException {
    for (boolean progressive : new boolean[] {false, true}) {
      byte[] stored = TestPictures.jpeg(TestPictures.opaqueWaves(53, 39), progressive);
      BufferedImage plain = AwtImages.toBuffered(TestPictures.read(stored));
      byte[] marked = TestPictures.withExif(stored, TestPictures.exif(orientation, false));
      assertSame(TestPictures.read(marked), turned(plain, orientation));
      ImageInfo info = ImageFiles.probe(marked, ReadOptions.defaults());
      assertThat(info.orientation()).isEqualTo(orientation);
      assertThat(info.width()).isEqualTo(orientation >= 5 ? 39 : 53);
      assertThat(info.progressive()).isEqualTo(progressive);
    }
  }

  @ParameterizedTest
  @CsvSource({"0", "9", "255"})
  void impossibleOrientationsCountAsUpright(int value) {
    byte[] exif = TestPictures.exif(value, true);
    assertThat(Orientations.ofExif(exif, 0, exif.length)).isEqualTo(1);
  }

  @Test
  void cutOrLoopingExifCountsAsUprightAndNeverThrows() {
    byte[] exif = TestPictures.exif(6, true);
    for (int length = 0; length < 22; length++) {
      assertThat(Orientations.ofExif(exif, 0, length)).as("length " + length).isEqualTo(1);
    }
    for (int offset = 0; offset < 256; offset++) {
      byte[] changed = exif.clone();
      changed[4] = (byte) offset;
      changed[8] = (byte) 255; // claims more entries than there are
      assertThat(Orientations.ofExif(changed, 0, changed.length)).isBetween(1, 8);
    }
  }

  @Test
  void pngTextsAndPrefixesTellTheOrientation() throws IOException {
    byte[] png = TestPictures.png(TestPictures.opaqueWaves(7, 4));
    byte[] name = {'E', 'x', 'i', 'f', 0, 0};
    byte[] exif = TestPictures.exif(6, false);
    byte[] named = TestPictures.concat(name, exif);
    byte[] raw = latin1("\nexif\n      " + named.length + "\n" + hexadecimal(named) + "\n");
    byte[] key = latin1("Raw profile type exif\0");
    byte[] xmp = latin1("XML:com.adobe.xmp\0\0\0\0\0<x tiff:Orientation='6'/>");
    byte[][] chunks = {
      TestPictures.chunk("eXIf", named),
      TestPictures.chunk("tEXt", TestPictures.concat(key, raw)),
      TestPictures.chunk("zTXt", TestPictures.concat(key, new byte[1], TestPictures.deflate(raw))),
      TestPictures.chunk("tEXt", TestPictures.concat(latin1("Raw profile type APP1\0"), raw)),
      TestPictures.chunk("iTXt", xmp),
    };
    for (byte[] chunk : chunks) {
      byte[] marked = TestPictures.withChunk(png, chunk);
      assertThat(ImageFiles.probe(marked, ReadOptions.defaults()).orientation()).isEqualTo(6);
      assertThat(TestPictures.read(marked).width()).isEqualTo(4);
    }
    byte[] upright = TestPictures.chunk("eXIf", TestPictures.exif(1, true));
    for (byte[] chunk : chunks) {
      if (chunk != chunks[0]) {
        byte[] both = TestPictures.withChunk(TestPictures.withChunk(png, chunk), upright);
        assertThat(TestPictures.read(both).width()).as("eXIf counts").isEqualTo(7);
      }
    }
    byte[] bomb = TestPictures.concat(key, new byte[1], TestPictures.deflate(new byte[8 << 20]));
    assertThat(TestPictures.read(TestPictures.withChunk(png, TestPictures.chunk("zTXt", bomb))))
        .isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<rdf:Description tiff:Orientation=\"6\"/>",
        "<rdf:Description tiff:Orientation = '6' />",
        "<tiff:Orientation>6</tiff:Orientation>",
        "<tiff:Orientation> 6 </tiff:Orientation>"
      })
  void xmpCountsWhereThereIsNoExif(String xmp) throws IOException {
    byte[] jpeg = TestPictures.jpeg(TestPictures.opaqueWaves(24, 16), false);
    byte[] packet = latin1("http://ns.adobe.com/xap/1.0/\0" + xmp);
    byte[] marked = TestPictures.withSegment(jpeg, 0xE1, packet);
    assertThat(TestPictures.read(marked).width()).isEqualTo(16);
    byte[] both = TestPictures.withExif(marked, TestPictures.exif(1, true));
    assertThat(TestPictures.read(both).width()).isEqualTo(24);
    byte[] broken = latin1("http://ns.adobe.com/xap/1.0/\0" + xmp.replace('6', '9'));
    assertThat(TestPictures.read(TestPictures.withSegment(jpeg, 0xE1, broken)).width())
        .isEqualTo(24);
  }

  private static byte[] latin1(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String hexadecimal(byte[] data) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < data.length; i++) {
      text.append(i % 36 == 35 ? "\n" : "").append(String.format("%02x", data[i]));
    }
    return text.toString();
  }

  /** The definition, read backwards: where does the upright pixel come from? */
  private static ArgbImage turned(BufferedImage stored, int orientation) {
    int w = stored.getWidth();
    int h = stored.getHeight();
    int width = orientation >= 5 ? h : w;
    int height = orientation >= 5 ? w : h;
    int[] argb = new int[width * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        argb[y * width + x] =
            switch (orientation) {
              case 2 -> stored.getRGB(w - 1 - x, y);
              case 3 -> stored.getRGB(w - 1 - x, h - 1 - y);
              case 4 -> stored.getRGB(x, h - 1 - y);
              case 5 -> stored.getRGB(y, x);
              case 6 -> stored.getRGB(y, h - 1 - x);
              case 7 -> stored.getRGB(w - 1 - y, h - 1 - x);
              case 8 -> stored.getRGB(w - 1 - y, x);
              default -> stored.getRGB(x, y);
            };
      }
    }
    return ArgbImage.adopt(width, height, argb);
  }

  private static void assertSame(ArgbImage actual, ArgbImage expected) {
    assertThat(actual.width()).isEqualTo(expected.width());
    assertThat(actual.height()).isEqualTo(expected.height());
    assertThat(actual.toArray()).isEqualTo(expected.toArray());
  }
}

package io.github.matting4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.image.ImageReadException;
import io.github.matting4j.image.ImageReadException.Reason;
import io.github.matting4j.io.ReadOptions.Damage;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DamageTest {
  private static final ReadOptions ACCEPTING = ReadOptions.defaults().damaged(Damage.ACCEPT);

  @Test
  void noCutFileIsReadSilently() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    BufferedImage photo = TestPictures.opaqueWaves(480, 360);
    BufferedImage grey = TestPictures.waves(480, 360, BufferedImage.TYPE_BYTE_GRAY);
    BufferedImage cutout = TestPictures.waves(300, 200, BufferedImage.TYPE_4BYTE_ABGR);
    files.put("baseline", TestPictures.jpeg(photo, false));
    files.put("progressive", TestPictures.jpeg(photo, true));
    files.put("grey", TestPictures.jpeg(grey, false));
    files.put("png", TestPictures.png(photo));
    files.put("png with alpha", TestPictures.png(cutout));
    files.put("interlaced png", TestPictures.png(cutout, true));
    files.put(
        "palette png",
        TestPictures.png(TestPictures.waves(480, 360, BufferedImage.TYPE_BYTE_INDEXED)));
    files.forEach(
        (name, file) -> {
          for (int length = 0; length < file.length; length += 1024) {
            assertCutIsNoticed(name, file, length);
          }
          for (int missing = 1; missing < 40; missing++) {
            assertCutIsNoticed(name, file, file.length - missing);
          }
        });
  }

  private static void assertCutIsNoticed(String name, byte[] file, int length) {
    byte[] cut = Arrays.copyOf(file, length);
    ArgbImage read;
    try {
      read = ImageFiles.read(cut, ReadOptions.defaults());
    } catch (ImageReadException e) {
      return;
    }
    assertThat(read.toArray()) // reached only where nothing that matters is missing
        .as(name + " cut to " + length + " of " + file.length)
        .isEqualTo(TestPictures.read(file).toArray());
  }

  @Test
  void cutFilesAreCalledTruncated() {
    byte[] jpeg = TestPictures.jpeg(TestPictures.opaqueWaves(200, 100), false);
    byte[] png = TestPictures.png(TestPictures.opaqueWaves(200, 100));
    assertRefused(Arrays.copyOf(jpeg, jpeg.length / 2), Reason.TRUNCATED, "cut short");
    assertRefused(Arrays.copyOf(png, png.length / 2), Reason.TRUNCATED, "end chunk");
  }

  @Test
  void missingJpegDataBeforeTheEndMarkerAreNoticed() {
    byte[] jpeg = TestPictures.jpeg(TestPictures.opaqueWaves(400, 300), false);
    byte[] end = {(byte) 0xFF, (byte) 0xD9};
    byte[] cut = TestPictures.concat(Arrays.copyOf(jpeg, jpeg.length * 3 / 4), end);
    assertRefused(cut, Reason.DAMAGED, "copy or download it again");
  }

  @Test
  void wrongChecksumsAreDamage() {
    byte[] png = TestPictures.png(TestPictures.opaqueWaves(200, 100));
    byte[] wrong = png.clone();
    wrong[png.length / 2] ^= 1;
    assertRefused(wrong, Reason.DAMAGED, "checksum of the PNG's chunk IDAT");
  }

  @Test
  void damagedFilesAreReadWhereThatIsAccepted() throws Exception {
    BufferedImage image = TestPictures.opaqueWaves(200, 100);
    byte[] jpeg = TestPictures.jpeg(image, false);
    byte[] png = TestPictures.png(image);
    ArgbImage top = ImageFiles.read(Arrays.copyOf(jpeg, jpeg.length / 2), ACCEPTING);
    assertThat(top.argb(5, 5)).isEqualTo(TestPictures.read(jpeg).argb(5, 5));
    ArgbImage rows = ImageFiles.read(Arrays.copyOf(png, png.length / 2), ACCEPTING);
    assertThat(rows.argb(5, 5)).isEqualTo(TestPictures.read(png).argb(5, 5));
    assertThat(rows.argb(5, 99)).as("a row that never came").isZero();
    byte[] turned = TestPictures.chunk("eXIf", TestPictures.exif(6, true));
    byte[] cut = Arrays.copyOf(TestPictures.withChunk(png, turned), png.length / 2);
    assertThat(ImageFiles.read(cut, ACCEPTING).argb(99 - 5, 5)).isEqualTo(rows.argb(5, 5));
  }

  @Test
  void colourBeyondThePaletteIsDamage() throws Exception {
    byte[] palette = TestPictures.chunk("PLTE", new byte[] {1, 2, 3});
    byte[] png = TestPictures.png(2, 1, 8, 3, palette, TestPictures.idat(new byte[] {0, 0, 1}));
    assertRefused(png, Reason.DAMAGED, "colour 1 of a palette of 1");
    assertThat(ImageFiles.read(png, ACCEPTING).toArray()).containsExactly(0xFF010203, 0xFF000000);
  }

  @Test
  void bytesBehindThePictureAreHarmless() {
    byte[] more = new byte[5000];
    for (byte[] file :
        new byte[][] {
          TestPictures.jpeg(TestPictures.opaqueWaves(50, 40), false),
          TestPictures.png(TestPictures.opaqueWaves(50, 40))
        }) {
      byte[] longer = TestPictures.concat(file, more, file);
      assertThat(TestPictures.read(longer).toArray()).isEqualTo(TestPictures.read(file).toArray());
    }
  }

  private static void assertRefused(byte[] data, Reason reason, String fragment) {
    assertThatThrownBy(() -> ImageFiles.read(data, ReadOptions.defaults()))
        .isInstanceOfSatisfying(
            ImageReadException.class, e -> assertThat(e.reason()).isEqualTo(reason))
        .hasMessageContaining(fragment);
  }
}

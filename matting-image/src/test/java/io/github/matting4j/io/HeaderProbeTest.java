package io.github.matting4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.image.ImageReadException;
import io.github.matting4j.image.ImageReadException.Reason;
import io.github.matting4j.io.input.ByteView;
import io.github.matting4j.io.input.FileBytes;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class HeaderProbeTest {
  private static final ReadOptions DEFAULTS = ReadOptions.defaults();
  private static final BufferedImage WAVES = TestPictures.opaqueWaves(900, 700);

  /** Counts what is read. */
  private static final class Counted implements FileBytes {
    private final FileBytes file;
    private long read;

    Counted(byte[] data) {
      this.file = FileBytes.of(data);
    }

    @Override
    public long length() {
      return file.length();
    }

    @Override
    public byte[] at(long position, int count) throws IOException {
      byte[] bytes = file.at(position, count);
      read += bytes.length;
      return bytes;
    }
  }

  @Test
  void onlyTheHeaderIsRead() throws IOException {
    ArgbImage image = AwtImages.from(WAVES);
    byte[] exif = TestPictures.exif(6, false);
    byte[] late = TestPictures.chunk("eXIf", exif);
    byte[] png = TestPictures.png(WAVES);
    byte[] end = Arrays.copyOfRange(png, png.length - 12, png.length);
    byte[][] files = {
      TestPictures.withExif(TestPictures.jpeg(WAVES, false), exif),
      TestPictures.withExif(TestPictures.jpeg(WAVES, true), exif),
      TestPictures.concat(Arrays.copyOf(png, png.length - 12), late, end),
      TinyTiff.rgb(image, 6, true, 8),
      TinyTiff.rgb(image, 6, false, 16)
    };
    for (byte[] file : files) {
      Counted counted = new Counted(file);
      ImageInfo info = GuardedRead.probe(counted, DEFAULTS);
      assertThat(info.width()).isEqualTo(700);
      assertThat(info.height()).isEqualTo(900);
      assertThat(info.orientation()).isEqualTo(6);
      assertThat(info).isEqualTo(ImageFiles.probe(file, DEFAULTS));
      assertThat(counted.read).as(info.toString()).isLessThan(file.length / 3);
    }
  }

  @Test
  void aLongHeaderIsReadToItsEnd() throws IOException {
    byte[] jpeg = TestPictures.jpeg(WAVES, false);
    for (int i = 0; i < 10; i++) {
      jpeg = TestPictures.withSegment(jpeg, 0xED, new byte[60_000]);
    }
    assertThat(ImageFiles.probe(jpeg, DEFAULTS).width()).isEqualTo(900);
    byte[] cut = Arrays.copyOf(jpeg, 500_000);
    assertThatThrownBy(() -> ImageFiles.probe(cut, DEFAULTS))
        .isInstanceOfSatisfying(
            ImageReadException.class, e -> assertThat(e.reason()).isEqualTo(Reason.TRUNCATED));
  }

  @Test
  void aFillByteBeforeAMarkerHidesNothing() throws IOException {
    byte[] jpeg = TestPictures.jpeg(TestPictures.opaqueWaves(40, 30), false);
    byte[] filled =
        TestPictures.concat(
            Arrays.copyOf(jpeg, 2),
            new byte[] {(byte) 0xFF},
            Arrays.copyOfRange(jpeg, 2, jpeg.length));
    assertThat(ImageFiles.probe(jpeg, DEFAULTS).quantisation()).isNotEmpty();
    assertThat(ImageFiles.probe(filled, DEFAULTS).quantisation())
        .isEqualTo(ImageFiles.probe(jpeg, DEFAULTS).quantisation());
  }

  @Test
  void aJpegWithoutItsEndMarkerIsReadWithANote() throws IOException {
    for (boolean progressive : new boolean[] {false, true}) {
      byte[] jpeg = TestPictures.jpeg(TestPictures.opaqueWaves(123, 77), progressive);
      byte[] endless = Arrays.copyOf(jpeg, jpeg.length - 2);
      byte[] trailer = "\0\0\1\nImage_UTC_Data1700000000000SEFH\0\0\0\0\0SEFT".getBytes("US-ASCII");
      byte[][] accepted = {
        endless, TestPictures.concat(endless, new byte[300]), TestPictures.concat(endless, trailer)
      };
      for (byte[] file : accepted) {
        Photo photo = ImageFiles.readPhoto(file, DEFAULTS);
        assertThat(photo.picture().toArgb().toArray()).isEqualTo(TestPictures.read(jpeg).toArray());
        assertThat(photo.notes()).singleElement().asString().contains("end marker");
      }
      assertThat(ImageFiles.readPhoto(jpeg, DEFAULTS).notes()).isEmpty();
      byte[] foreign = TestPictures.concat(endless, new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9});
      byte[][] refused = {
        Arrays.copyOf(jpeg, jpeg.length - 5),
        Arrays.copyOf(jpeg, jpeg.length / 2),
        TestPictures.concat(Arrays.copyOf(jpeg, jpeg.length - 40), new byte[5000]),
        TestPictures.concat(Arrays.copyOf(jpeg, jpeg.length / 2), trailer),
        foreign
      };
      for (byte[] file : refused) {
        assertThatThrownBy(() -> ImageFiles.read(file, DEFAULTS))
            .isInstanceOf(ImageReadException.class);
      }
      ReadOptions accepting = DEFAULTS.damaged(ReadOptions.Damage.ACCEPT);
      Photo half = ImageFiles.readPhoto(Arrays.copyOf(jpeg, jpeg.length / 2), accepting);
      assertThat(half.notes()).anyMatch(note -> note.contains("damaged"));
    }
  }

  @Test
  void aTiffWhosePixelsSpellASignatureIsNoRawFile() throws IOException {
    byte[] tiff = TinyTiff.rgb(ArgbImage.filled(2, 2, 0xFF435200), 1, true, 8);
    // the pixels first: the directory moves behind them
    byte[] moved = new byte[tiff.length + 12];
    System.arraycopy(tiff, 0, moved, 0, 4);
    java.nio.ByteBuffer file =
        java.nio.ByteBuffer.wrap(moved).order(java.nio.ByteOrder.LITTLE_ENDIAN);
    file.putInt(4, 20);
    System.arraycopy(tiff, tiff.length - 12, moved, 8, 12);
    System.arraycopy(tiff, 8, moved, 20, tiff.length - 8);
    for (int at = 22; at < 22 + 12 * 12; at += 12) {
      int tag = file.getShort(at);
      if (tag == 273) {
        file.putInt(at + 8, 8);
      } else if (tag == 258) {
        file.putInt(at + 8, file.getInt(at + 8) + 12);
      }
    }
    assertThat(ByteView.startsWith(moved, 8, "CR")).isTrue();
    assertThat(ImageFiles.read(moved, DEFAULTS).argb(0, 0)).isEqualTo(0xFF435200);
  }

  @Test
  void oldStyleLzwIsNamed() {
    byte[] tiff = TinyTiff.rgb(ArgbImage.filled(2, 2, 0xFF000100), 1, true, 8);
    byte[] old = TinyTiff.patched(tiff, 259, 5);
    assertThatThrownBy(() -> ImageFiles.read(old, DEFAULTS))
        .isInstanceOfSatisfying(
            ImageReadException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNSUPPORTED))
        .hasMessageContaining("old-style LZW");
  }
}

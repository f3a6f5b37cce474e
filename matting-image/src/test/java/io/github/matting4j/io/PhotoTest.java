package io.github.matting4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.matting4j.image.Argb16Image;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.image.ImageReadException;
import io.github.matting4j.io.ReadOptions.IccProfiles;
import io.github.matting4j.io.metadata.Orientations;
import io.github.matting4j.testing.SharedData;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Profiles and EXIF: kept only if asked, and then whole. */
class PhotoTest {
  private static final ReadOptions KEEP = ReadOptions.defaults().iccProfiles(IccProfiles.KEEP);
  private static final byte[] JPEG = TestPictures.jpeg(TestPictures.opaqueWaves(40, 30), false);
  private static final byte[] PNG = TestPictures.png(TestPictures.opaqueWaves(40, 30));

  private static Photo read(byte[] data, ReadOptions options) throws IOException {
    return ImageFiles.readPhoto(new ByteArrayInputStream(data), options);
  }

  private static byte[] written(Photo photo, OutputFormat format, WriteOptions options)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageFiles.write(photo.picture(), bytes, format, options);
    return bytes.toByteArray();
  }

  @Test
  void keptPixelsAreThoseOfTheFileAndTheNetworkSeesSrgb() throws IOException {
    byte[] p3 = Profiles.p3();
    for (byte[] data :
        new byte[][] {
          TestPictures.withProfile(JPEG, p3), TestPictures.withChunk(PNG, TestPictures.iccp(p3))
        }) {
      byte[] plain = data[0] == (byte) 0xFF ? JPEG : PNG;
      Photo photo = read(data, KEEP);
      assertThat(photo.profile()).contains(ColourProfile.of(p3));
      assertThat(photo.picture().toArgb().toArray()).isEqualTo(TestPictures.read(plain).toArray());
      assertThat(photo.forNetwork().toArray()).isEqualTo(TestPictures.read(data).toArray());
      Photo converted = read(data, ReadOptions.defaults());
      assertThat(converted.profile()).isEmpty();
      assertThat(converted.forNetwork().toArray()).isEqualTo(TestPictures.read(data).toArray());
    }
  }

  @ParameterizedTest
  @EnumSource
  void aKeptProfileIsWrittenIntoEveryFormat(OutputFormat format) throws IOException {
    for (byte[] profile : new byte[][] {Profiles.p3(), Profiles.proPhoto(), large()}) {
      byte[] data = TestPictures.withChunk(PNG, TestPictures.iccp(profile));
      Photo photo = read(data, KEEP);
      WriteOptions options = WriteOptions.defaults().profile(photo.profile().orElseThrow());
      byte[] file = written(photo, format, options);
      Photo back = read(file, KEEP);
      assertThat(back.profile().orElseThrow().toByteArray()).isEqualTo(profile);
      double difference =
          TestPictures.meanDifference(back.picture().toArgb(), photo.picture().toArgb());
      assertThat(difference).isLessThan(format == OutputFormat.JPEG ? 3 : 1e-9);
      assertThat(contains(file, "sRGB")).isFalse();
      byte[] plain = written(photo, format, WriteOptions.defaults());
      assertThat(read(plain, KEEP).profile()).isEmpty();
    }
  }

  /** P3 with 100 KB behind its tags: two segments of a JPEG. */
  private static byte[] large() {
    byte[] p3 = Profiles.p3();
    byte[] large = java.util.Arrays.copyOf(p3, p3.length + 100_000);
    for (int i = p3.length; i < large.length; i++) {
      large[i] = (byte) (i * 31 >> 3);
    }
    ByteBuffer.wrap(large).putInt(0, large.length);
    return large;
  }

  @Test
  void sixteenBitsKeepTheirProfileAndAreConvertedInSixteen() throws IOException {
    Argb16Image image = (Argb16Image) TiffTest.noise(16, true);
    WriteOptions options = WriteOptions.defaults().profile(ColourProfile.of(Profiles.p3()));
    for (OutputFormat format : new OutputFormat[] {OutputFormat.PNG, OutputFormat.TIFF}) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      ImageFiles.write(image, bytes, format, options);
      Photo kept = read(bytes.toByteArray(), KEEP);
      assertThat(((Argb16Image) kept.picture()).toArray()).isEqualTo(image.toArray());
      Photo converted = read(bytes.toByteArray(), ReadOptions.defaults());
      assertThat(converted.picture()).isInstanceOf(Argb16Image.class);
      assertThat(converted.picture().toArgb().toArray()).isEqualTo(kept.forNetwork().toArray());
    }
  }

  @Test
  void whatIsNoProfileOfThreeColoursIsConvertedAllTheSame() throws IOException {
    byte[] cicp = TestPictures.chunk("cICP", new byte[] {12, 13, 0, 1});
    byte[] wide = TestPictures.withChunk(PNG, cicp);
    assertThat(read(wide, KEEP).picture().toArgb().toArray())
        .isEqualTo(TestPictures.read(wide).toArray());
    byte[] broken = TestPictures.withProfile(JPEG, new byte[200]);
    assertThat(read(broken, KEEP).profile()).isEmpty();
    assertThatThrownBy(() -> ColourProfile.of(Profiles.grey(1.0)))
        .hasMessageContaining("no usable ICC profile");
    assertThatThrownBy(() -> ImageFiles.read(JPEG, KEEP))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("readPhoto");
  }

  @Test
  void exifIsPassedOnUprightAndWithoutItsThumbnail() throws IOException {
    for (boolean little : new boolean[] {false, true}) {
      byte[] exif = exif(6, little);
      byte[] data = TestPictures.withExif(JPEG, exif);
      Photo photo = read(data, ReadOptions.defaults());
      assertThat(photo.picture().width()).isEqualTo(30); // upright
      Exif cleaned = photo.exif().orElseThrow();
      assertThat(contains(cleaned.toByteArray(), "ACME 1000")).isTrue();
      assertThat(contains(cleaned.toByteArray(), "THUMBNAIL")).isFalse();
      assertThat(Orientations.ofExif(cleaned.toByteArray(), 0, cleaned.toByteArray().length))
          .isEqualTo(1);
      for (OutputFormat format : new OutputFormat[] {OutputFormat.PNG, OutputFormat.JPEG}) {
        byte[] file = written(photo, format, WriteOptions.defaults().exif(cleaned));
        Photo back = read(file, ReadOptions.defaults());
        assertThat(back.exif()).contains(cleaned);
        assertThat(back.picture().width()).isEqualTo(30);
        assertThat(contains(file, "THUMBNAIL")).isFalse();
        byte[] bare = written(photo, format, WriteOptions.defaults());
        assertThat(contains(bare, "ACME")).isFalse();
      }
      byte[] tiff = written(photo, OutputFormat.TIFF, WriteOptions.defaults().exif(cleaned));
      assertThat(contains(tiff, "ACME")).isFalse();
    }
  }

  @Test
  void brokenExifIsNotPassedOn() throws IOException {
    byte[] whole = exif(1, false);
    for (int length = 0; length < whole.length; length++) {
      Optional<Exif> cleaned = Exif.of(Arrays.copyOf(whole, length));
      cleaned.ifPresent(exif -> assertThat(contains(exif.toByteArray(), "THUMBNAIL")).isFalse());
    }
    byte[] loose = whole.clone();
    ByteBuffer.wrap(loose).putInt(8 + 2 + 24, 1_000_000); // next directory beyond the block
    Exif cut = Exif.of(loose).orElseThrow();
    assertThat(cut.model()).contains("ACME 1000");
    assertThat(contains(cut.toByteArray(), "THUMBNAIL")).isFalse();
  }

  @Test
  void onlyKnownDirectoriesArePassedOn() {
    byte[] exif = exif(1, false);
    int second = 8 + 2 + 24 + 4 + "ACME 1000\0".length();
    ByteBuffer block = ByteBuffer.allocate(exif.length + 18 + 9).put(exif);
    block.putInt(second + 2 + 24, exif.length); // a third directory behind the second
    block.putShort((short) 1).putShort((short) 0x201).putShort((short) 4).putInt(1);
    block.putInt(exif.length + 18).putInt(0).put("THIRDNAIL".getBytes(StandardCharsets.US_ASCII));
    Exif cleaned = Exif.of(block.array()).orElseThrow();
    assertThat(contains(cleaned.toByteArray(), "THIRDNAIL")).isFalse();
    assertThat(contains(cleaned.toByteArray(), "THUMBNAIL")).isFalse();
    assertThat(cleaned.model()).contains("ACME 1000");

    ByteBuffer inMain = ByteBuffer.wrap(exif.clone()); // the orientation becomes a thumbnail's tag
    inMain.putShort(8 + 2 + 12, (short) 0x14A).putShort(8 + 2 + 14, (short) 4);
    inMain.putInt(8 + 2 + 20, second);
    byte[] known = Exif.of(Arrays.copyOf(inMain.array(), exif.length)).orElseThrow().toByteArray();
    assertThat(ByteBuffer.wrap(known).getShort(8)).isEqualTo((short) 1);
    assertThat(contains(known, "THUMBNAIL")).isFalse();
  }

  @Test
  void exifOfRealCamerasSurvives() throws IOException {
    Path folder = SharedData.require("corpora");
    int seen = 0;
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".jpg")).sorted().toList()) {
        byte[] data = Files.readAllBytes(file);
        if (data.length < 3_000_000 && contains(data, "Exif\0\0")) {
          try {
            Photo photo = read(data, ReadOptions.defaults());
            if (photo.exif().isPresent()) {
              seen++;
              byte[] again =
                  written(
                      new Photo(ArgbImage.filled(4, 4, -1), Optional.empty(), photo.exif()),
                      OutputFormat.JPEG,
                      WriteOptions.defaults().exif(photo.exif().get()));
              assertThat(read(again, ReadOptions.defaults()).exif()).isEqualTo(photo.exif());
            }
          } catch (ImageReadException e) {
            // broken on purpose
          }
        }
        if (seen == 20) {
          return;
        }
      }
    }
  }

  /** A camera's name, an orientation, and a thumbnail in the second directory. */
  private static byte[] exif(int orientation, boolean little) {
    byte[] name = "ACME 1000\0".getBytes(StandardCharsets.US_ASCII);
    byte[] thumbnail = "\u00FF\u00D8THUMBNAIL".getBytes(StandardCharsets.ISO_8859_1);
    int second = 8 + 2 + 24 + 4 + name.length;
    int start = second + 2 + 24 + 4;
    ByteBuffer exif = ByteBuffer.allocate(start + thumbnail.length);
    exif.order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    exif.put((byte) (little ? 'I' : 'M')).put((byte) (little ? 'I' : 'M')).putShort((short) 42);
    exif.putInt(8).putShort((short) 2);
    exif.putShort((short) 0x110).putShort((short) 2).putInt(name.length).putInt(8 + 2 + 24 + 4);
    exif.putShort((short) 0x112).putShort((short) 3).putInt(1).putShort((short) orientation);
    exif.putShort((short) 0).putInt(second).put(name).putShort((short) 2);
    exif.putShort((short) 0x201).putShort((short) 4).putInt(1).putInt(start);
    exif.putShort((short) 0x202).putShort((short) 4).putInt(1).putInt(thumbnail.length);
    exif.putInt(0).put(thumbnail);
    return exif.array();
  }

  private static boolean contains(byte[] data, String text) {
    return new String(data, StandardCharsets.ISO_8859_1).contains(text);
  }
}

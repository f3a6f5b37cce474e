package io.github.matting4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.within;

import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.image.ImageReadException;
import io.github.matting4j.image.ImageReadException.Reason;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** WebP through the plug-in of TwelveMonkeys. The files were written by libwebp. */
class WebpTest {
  private static final ReadOptions DEFAULTS = ReadOptions.defaults();
  private static final int HEAD = 12;

  /** Of the pixels of {@link #expected}. */
  private static final byte[] LOSSLESS =
      decoded(
          "UklGRjwAAABXRUJQVlA4TDAAAAAvBgABELmM6H/sChHR/3AgaNs2BTb+xM7C0aVBufi/QCAZO9RxYrZm4Zi80A85"
              + "IAA=");

  /** 32x24, red by columns and green by rows. */
  private static final byte[] LOSSY =
      decoded(
          "UklGRqAAAABXRUJQVlA4IJQAAABwBgCdASogABgAPi0Sh0KhoQ3+qgAMAWJagCdMoR0l4B+Ff5M8kf25vwHoAHZ+"
              + "kX27LRvNBMGs1B3ofOAA/v+L6Q/zD7HyCfhLYF0SrHf/uGXkL/TlhyLb94vnQNCkvL1fmZCI7Nx2JqWD+dC9"
              + "fivOvVnbc6Ltx9FRMqqmwndYa7b2Zyq1k8LlgwUfy+HoDXVOeIAA");

  /** The same, its right half at 64 of 255. */
  private static final byte[] LOSSY_WITH_ALPHA =
      decoded(
          "UklGRsoAAABXRUJQVlA4WAoAAAAQAAAAHwAAFwAAQUxQSBAAAAABEBIQ1/w/JepSREyAmfw3VlA4IJQAAABwBgCd"
              + "ASogABgAPi0Sh0KhoQ3+qgAMAWJagCdMoR0l4B+Ff5M8kf25vwHoAHZ+kX27LRvNBMGs1B3ofOAA/v+L6Q/z"
              + "D7HyCfhLYF0SrHf/uGXkL/TlhyLb94vnQNCkvL1fmZCI7Nx2JqWD+dC9fivOvVnbc6Ltx9FRMqqmwndYa7b2"
              + "Zyq1k8LlgwUfy+HoDXVOeIAA");

  private static final byte[] ANIMATION =
      decoded(
          "UklGRtQAAABXRUJQVlA4WAoAAAACAAAABwAABwAAQU5JTQYAAAAAAAAAAABBTk1GUAAAAAAAAAAAAAcAAAcAAAAA"
              + "AAJWUDggOAAAAFABAJ0BKggACAAHQJYlsAAFjAAA/tnXd/gf9e2nT/1X+oHqk/nWtK7ZhHnczBHAny87axFX"
              + "QQAAQU5NRlAAAAAAAAAAAAAHAAAHAAAAAAAAVlA4IDgAAABUAQCdASoIAAgAAACWJbAABYwAAMz//4a7+Zfx"
              + "fn9z9+sytYeV1+hIiIlH7jJNE7hKA8O1g6kAAA==");

  @TempDir Path folder;

  private static byte[] decoded(String text) {
    return Base64.getDecoder().decode(text);
  }

  private static BufferedImage expected() {
    BufferedImage image = new BufferedImage(7, 5, BufferedImage.TYPE_INT_ARGB);
    for (int y = 0; y < 5; y++) {
      for (int x = 0; x < 7; x++) {
        int alpha = 255 - 40 * ((x + y) % 4);
        image.setRGB(x, y, alpha << 24 | x * 40 << 16 | y * 60 << 8 | 255 - x * 30);
      }
    }
    return image;
  }

  private static byte[] chunk(String type, byte[] data) {
    byte[] head = new byte[8 + data.length + data.length % 2];
    System.arraycopy(type.getBytes(StandardCharsets.US_ASCII), 0, head, 0, 4);
    putInt(head, 4, data.length);
    System.arraycopy(data, 0, head, 8, data.length);
    return head;
  }

  private static void putInt(byte[] data, int at, int value) {
    for (int i = 0; i < 4; i++) {
      data[at + i] = (byte) (value >> 8 * i);
    }
  }

  /** The lossless file with these chunks around its pixels. */
  private static byte[] extended(byte[] before, byte[] after) {
    byte[] canvas = {0x3C, 0, 0, 0, 6, 0, 0, 4, 0, 0};
    byte[] pixels = Arrays.copyOfRange(LOSSLESS, HEAD, LOSSLESS.length);
    byte[] all =
        TestPictures.concat(
            Arrays.copyOf(LOSSLESS, HEAD), chunk("VP8X", canvas), before, pixels, after);
    putInt(all, 4, all.length - 8);
    return all;
  }

  @Test
  void losslessPixelsAreThoseOfTheFile() throws Exception {
    assertThat(ImageFiles.read(LOSSLESS, DEFAULTS).toArray())
        .isEqualTo(TestPictures.read(TestPictures.png(expected())).toArray());
  }

  /** The plug-in converts to RGB less exactly, blue most of all. */
  @Test
  void lossyPixelsAreCloseToThoseOfLibwebp() throws Exception {
    ArgbImage image = ImageFiles.read(LOSSY, DEFAULTS);
    assertThat(image.width()).isEqualTo(32);
    assertThat(image.height()).isEqualTo(24);
    int[][] libwebp = {{2, 2, 17, 20, 130}, {16, 12, 130, 119, 127}, {30, 22, 239, 220, 129}};
    for (int[] pixel : libwebp) {
      int argb = image.argb(pixel[0], pixel[1]);
      assertThat(argb >>> 24).isEqualTo(255);
      assertThat(argb >> 16 & 0xFF).isCloseTo(pixel[2], within(8));
      assertThat(argb >> 8 & 0xFF).isCloseTo(pixel[3], within(8));
      assertThat(argb & 0xFF).isCloseTo(pixel[4], within(8));
    }
  }

  @Test
  void lossyPixelsHaveTheirTransparency() throws Exception {
    ArgbImage opaque = ImageFiles.read(LOSSY, DEFAULTS);
    ArgbImage image = ImageFiles.read(LOSSY_WITH_ALPHA, DEFAULTS);
    for (int y = 0; y < 24; y++) {
      for (int x = 0; x < 32; x++) {
        int alpha = x < 16 ? 255 : 64;
        assertThat(image.argb(x, y)).isEqualTo(alpha << 24 | (opaque.argb(x, y) & 0xFFFFFF));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 6, 8})
  void orientationAndProfileCountAsInAPng(int orientation) throws Exception {
    byte[] exif = TestPictures.exif(orientation, true);
    byte[] webp = extended(chunk("ICCP", Profiles.p3()), chunk("EXIF", exif));
    byte[] block = Arrays.copyOfRange(exif, exif[0] == 'E' ? 6 : 0, exif.length);
    byte[] png = TestPictures.png(expected());
    png = TestPictures.withChunk(png, TestPictures.iccp(Profiles.p3()));
    png = TestPictures.withChunk(png, TestPictures.chunk("eXIf", block));
    ArgbImage converted = ImageFiles.read(webp, DEFAULTS);
    ArgbImage ofPng = ImageFiles.read(png, DEFAULTS);
    assertThat(converted.toArray()).isEqualTo(ofPng.toArray());
    assertThat(converted.width()).isEqualTo(ofPng.width());
    assertThat(converted.toArray()).isNotEqualTo(ImageFiles.read(LOSSLESS, DEFAULTS).toArray());
    Photo kept = ImageFiles.readPhoto(webp, DEFAULTS.iccProfiles(ReadOptions.IccProfiles.KEEP));
    assertThat(kept.profile()).isPresent();
    ImageInfo info = ImageFiles.probe(webp, DEFAULTS);
    assertThat(info.format()).isEqualTo(ImageInfo.Format.WEBP);
    assertThat(info.orientation()).isEqualTo(orientation);
    assertThat(info.width()).isEqualTo(converted.width());
    assertThat(info.hasAlpha()).isTrue();
    assertThat(info.hasProfile()).isTrue();
  }

  private static void assertRefused(byte[] webp, ReadOptions options, Reason reason) {
    assertThatThrownBy(() -> ImageFiles.read(webp, options))
        .isInstanceOfSatisfying(
            ImageReadException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  @Test
  void limitsAreCheckedBeforeThePixels() {
    assertRefused(LOSSLESS, DEFAULTS.maxPixels(34), Reason.LIMIT);
    assertRefused(LOSSY, DEFAULTS.maxSidePx(31), Reason.LIMIT);
    byte[] huge = LOSSLESS.clone();
    Arrays.fill(huge, HEAD + 9, HEAD + 13, (byte) 0xFF);
    assertRefused(huge, DEFAULTS.maxPixels(100_000_000), Reason.LIMIT);
    assertRefused(LOSSLESS, DEFAULTS.deadline(Duration.ofNanos(1)), Reason.DEADLINE);
  }

  @Test
  void whatIsNoStillWebpIsRefused() {
    assertRefused(ANIMATION, DEFAULTS, Reason.UNSUPPORTED);
    assertRefused(Arrays.copyOf(LOSSY, LOSSY.length - 20), DEFAULTS, Reason.TRUNCATED);
    byte[] otherCanvas = extended(new byte[0], new byte[0]);
    otherCanvas[HEAD + 12]++;
    assertRefused(otherCanvas, DEFAULTS, Reason.MALFORMED);
  }

  @Test
  void everyCutAndEveryChangedByteGivesAPictureOrARefusal() {
    for (byte[] webp : new byte[][] {LOSSLESS, LOSSY, LOSSY_WITH_ALPHA}) {
      for (int i = HEAD; i < webp.length; i++) {
        byte[] cut = Arrays.copyOf(webp, i);
        assertThat(catchThrowable(() -> ImageFiles.read(cut, DEFAULTS)))
            .isInstanceOf(ImageReadException.class);
        byte[] changed = webp.clone();
        changed[i] ^= 0x55;
        Throwable thrown =
            catchThrowable(() -> ImageFiles.read(changed, DEFAULTS.maxPixels(10_000)));
        assertThat(thrown == null || thrown instanceof ImageReadException)
            .as("byte %d: %s", i, thrown)
            .isTrue();
      }
    }
  }

  @Test
  void aFileOfAnyNameIsRecognised() throws IOException {
    Path file = Files.write(folder.resolve("photo.dat"), LOSSY);
    assertThat(ImageFiles.isPicture(file)).isTrue();
  }
}

package io.github.matting4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.matting4j.image.ImageReadException;
import io.github.matting4j.image.ImageReadException.Reason;
import io.github.matting4j.testing.SharedData;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ImageFilesReadTest {
  private static final ReadOptions DEFAULTS = ReadOptions.defaults();

  @TempDir private Path folder;

  @Test
  void contentCountsNotTheName() throws IOException {
    byte[] png = TestPictures.png(TestPictures.opaqueWaves(30, 20));
    Path file = Files.write(folder.resolve("photo.jpg"), png);
    assertThat(ImageFiles.read(file).toArray()).isEqualTo(TestPictures.read(png).toArray());
    assertThat(ImageFiles.probe(file, DEFAULTS))
        .isEqualTo(
            new ImageInfo(
                ImageInfo.Format.PNG,
                30,
                20,
                1,
                8,
                false,
                false,
                false,
                Optional.empty(),
                List.of()));
  }

  @Test
  void fileErrorsStayFileErrors() {
    Path missing = folder.resolve("nobody.jpg");
    assertThatThrownBy(() -> ImageFiles.read(missing))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContainingAll("nobody.jpg", "there is no such file");
    assertThatThrownBy(() -> ImageFiles.read(folder))
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(ImageReadException.class)
        .hasMessageContaining("is a folder");
  }

  @Test
  void refusalsNameTheFile() throws IOException {
    Path file = Files.write(folder.resolve("notes.jpg"), new byte[0]);
    assertThatThrownBy(() -> ImageFiles.read(file))
        .isInstanceOf(ImageReadException.class)
        .hasMessageContainingAll("notes.jpg", "empty (0 bytes)");
  }

  @Test
  void streamIsReadToItsEndAndLeftOpen() throws IOException {
    byte[] jpeg = TestPictures.jpeg(TestPictures.opaqueWaves(300, 200), false);
    AtomicInteger closed = new AtomicInteger();
    InputStream slow =
        new ByteArrayInputStream(jpeg) {
          @Override
          public synchronized int read(byte[] target, int offset, int length) {
            return super.read(target, offset, Math.min(length, 777));
          }

          @Override
          public void close() {
            closed.incrementAndGet();
          }
        };
    assertThat(ImageFiles.read(slow, DEFAULTS).toArray())
        .isEqualTo(TestPictures.read(jpeg).toArray());
    assertThat(closed).hasValue(0);
    assertThat(slow.read()).isEqualTo(-1);
  }

  @Test
  void endlessStreamIsReadToTheLimitOnly() {
    AtomicInteger given = new AtomicInteger();
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            given.incrementAndGet();
            return 'x';
          }
        };
    assertThatThrownBy(() -> ImageFiles.read(endless, DEFAULTS.maxBytes(1_000_000)))
        .isInstanceOfSatisfying(
            ImageReadException.class, e -> assertThat(e.reason()).isEqualTo(Reason.LIMIT))
        .hasMessageContainingAll("1000000", "raise the limit");
    assertThat(given.get()).isLessThanOrEqualTo(1_000_001);
  }

  @Test
  void interruptedThreadReadsNoFileAndKeepsItsFlag() throws IOException {
    byte[] png = TestPictures.png(TestPictures.opaqueWaves(30, 20));
    Path file = Files.write(folder.resolve("photo.png"), png);
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> ImageFiles.read(file))
          .isInstanceOfSatisfying(
              ImageReadException.class, e -> assertThat(e.reason()).isEqualTo(Reason.CANCELLED));
    } finally {
      assertThat(Thread.interrupted()).as("flag").isTrue();
    }
  }

  @Test
  void failingStreamsErrorComesThrough() {
    InputStream failing =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("connection reset");
          }
        };
    assertThatThrownBy(() -> ImageFiles.read(failing, DEFAULTS)).hasMessage("connection reset");
  }

  @Test
  void fileOverTheByteLimitIsRefusedUnread() throws IOException {
    Path file = Files.write(folder.resolve("big.png"), new byte[2000]);
    assertThatThrownBy(() -> ImageFiles.read(file, DEFAULTS.maxBytes(1999)))
        .isInstanceOf(ImageReadException.class)
        .hasMessageContainingAll("2000 bytes", "1999", "raise the limit");
  }

  static Stream<Arguments> otherFiles() {
    return Stream.of(
        Arguments.of("GIF89a", "a GIF"),
        Arguments.of("BM____\0\0\0\0____", "a BMP"),
        Arguments.of("II+\0____", "a BigTIFF"),
        Arguments.of("____ftypheic", "a HEIC"),
        Arguments.of("____ftypavif", "an AVIF"),
        Arguments.of("____ftypisom", "video"),
        Arguments.of("\0\0\0\u000CjP  \r\n", "JPEG 2000"),
        Arguments.of("\0\0\0\u000CJXL ", "JPEG XL"),
        Arguments.of("8BPS\0\1", "Photoshop"),
        Arguments.of("%PDF-1.7", "a PDF"),
        Arguments.of("PK\3\4____", "a ZIP"),
        Arguments.of("<svg xmlns='x'/>", "an SVG"),
        Arguments.of("<!DOCTYPE html><p>404", "an HTML page"),
        Arguments.of("version https://git-lfs.github.com/spec/v1", "git lfs pull"),
        Arguments.of("P6 2 2 255", "PPM"),
        Arguments.of("hello", "text"),
        Arguments.of("\u0089PNG\n\u001A\n__________", "text mode"),
        Arguments.of("\u0001\u0002\u0003", "01 02 03"));
  }

  @ParameterizedTest
  @MethodSource("otherFiles")
  void otherFilesAreNamedForWhatTheyAre(String start, String fragment) {
    byte[] data = start.getBytes(StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> ImageFiles.read(data, DEFAULTS))
        .isInstanceOfSatisfying(
            ImageReadException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNSUPPORTED))
        .hasMessageContaining(fragment);
  }

  @ParameterizedTest
  @CsvSource({
    "sharp/Channel_digital_image_CMYK_color.jpg,TwelveMonkeys imageio-jpeg",
    "sharp/Channel_digital_image_CMYK_color_no_profile.jpg,Convert it to RGB",
    "libjpeg-turbo/testimgari.jpg,arithmetic-coded",
    "libjpeg-turbo/monkey12.jpg,12 bits",
    "jpeg-decoder/crash/invalid-prediction-shift.jpg,lossless"
  })
  void jpegFlavoursThatAreNotReadAreNamed(String file, String fragment) {
    Path path = SharedData.require("corpora/" + file);
    assertThatThrownBy(() -> ImageFiles.read(path))
        .isInstanceOfSatisfying(
            ImageReadException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNSUPPORTED))
        .hasMessageContaining(fragment);
  }

  @Test
  void fourColourJpegIsRefusedWithAWayOut() {
    byte[] frame = {8, 0, 1, 0, 1, 4, 1, 17, 0, 2, 17, 0, 3, 17, 0, 4, 17, 0};
    byte[] jpeg = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, (byte) 0xD9};
    assertThatThrownBy(() -> ImageFiles.read(TestPictures.withSegment(jpeg, 0xC0, frame), DEFAULTS))
        .isInstanceOf(ImageReadException.class)
        .hasMessageContainingAll("CMYK", "TwelveMonkeys imageio-jpeg", "AwtImages.from");
  }

  @Test
  void optionsAreCheckedAndEveryStepIsANewValue() {
    assertThat(DEFAULTS.maxBytes(5).maxScans(3).maxBytes()).isEqualTo(5);
    assertThat(DEFAULTS.maxBytes()).isEqualTo(64L << 20);
    assertThatThrownBy(() -> DEFAULTS.maxPixels(0)).hasMessageContaining("maxPixels is 0");
    assertThatThrownBy(() -> DEFAULTS.maxPixels(1L << 40)).hasMessageContaining("at most");
    assertThatThrownBy(() -> DEFAULTS.deadline(Duration.ZERO)).hasMessageContaining("positive");
    assertThat(DEFAULTS.deadline(Duration.ofSeconds(Long.MAX_VALUE)).deadline()).isPositive();
  }

  @Test
  void photosOfPeopleAreRead() throws IOException {
    try (var files = Files.list(SharedData.require("photos"))) {
      for (Path file : files.filter(f -> f.toString().matches(".*\\.(jpg|png)")).toList()) {
        ImageInfo info = ImageFiles.probe(file, DEFAULTS);
        assertThat(ImageFiles.read(file).toString())
            .isEqualTo("ArgbImage[" + info.width() + "x" + info.height() + "]");
      }
    }
  }

  @Test
  void narrowJpegsAreDecodedToTheLastColumn() throws IOException {
    for (int width = 1; width < 10; width++) {
      byte[] jpeg = TestPictures.jpeg(TestPictures.opaqueWaves(width, 3), false);
      BufferedImage expected = ImageIO.read(new ByteArrayInputStream(jpeg));
      int[] pixels = expected.getRGB(0, 0, width, 3, null, 0, width);
      assertThat(TestPictures.read(jpeg).toArray()).isEqualTo(pixels);
    }
  }
}

package io.github.matting4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.image.Rounding;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFilesWriteTest {
  /** Smooth pictures at quality 0.92 stay within this many levels of themselves, on average. */
  private static final double JPEG_MEAN_ERROR = 3;

  @TempDir Path folder;

  @Test
  void pngIsChosenByExtensionInAnyCase() throws IOException {
    ArgbImage image = Pictures.noise(31, 17);
    Path file = folder.resolve("ANA.PNG");
    ImageFiles.write(image, file, WriteOptions.defaults().keepHiddenColour());
    BufferedImage read = ImageIO.read(file.toFile());
    assertThat(read.getRGB(0, 0, 31, 17, null, 0, 31)).isEqualTo(image.toArray());
  }

  @Test
  void jpegIsCloseToThePicture() throws IOException {
    ArgbImage image = Pictures.photoLike(200, 120);
    for (String name : new String[] {"a.jpg", "a.jpeg"}) {
      Path file = folder.resolve(name);
      ImageFiles.write(image, file);
      BufferedImage read = ImageIO.read(file.toFile());
      long error = 0;
      for (int y = 0; y < 120; y++) {
        for (int x = 0; x < 200; x++) {
          error += Math.abs((read.getRGB(x, y) >> 8 & 0xFF) - (image.argb(x, y) >> 8 & 0xFF));
        }
      }
      assertThat(error / 24000.0).isLessThan(JPEG_MEAN_ERROR);
    }
  }

  @Test
  void jpegQualityChangesTheSize() throws IOException {
    assertThat(jpegSize(WriteOptions.defaults().jpegQuality(0.3)))
        .isLessThan(jpegSize(WriteOptions.defaults()) / 2);
    assertThatThrownBy(() -> WriteOptions.defaults().jpegQuality(92))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("92");
  }

  @Test
  void transparencyIsRefusedForJpegAndTheOldFileStays() throws IOException {
    Path file = folder.resolve("a.jpg");
    ImageFiles.write(Pictures.gradient(8, 8), file);
    byte[] old = Files.readAllBytes(file);
    assertThatThrownBy(() -> ImageFiles.write(Pictures.noise(8, 8), file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("compose it onto a background");
    assertThat(Files.readAllBytes(file)).isEqualTo(old);
  }

  @Test
  void unknownExtensionsNameTheKnownOnes() {
    for (String name : new String[] {"a.webp", "a", "png"}) {
      assertThatThrownBy(() -> ImageFiles.write(Pictures.noise(2, 2), folder.resolve(name)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(name)
          .hasMessageContaining(".png");
    }
  }

  @Test
  void mattesAreWrittenAsPngOnly() throws IOException {
    ImageFiles.writeAlpha8(Pictures.ellipse(9, 7), folder.resolve("a8.png"));
    ImageFiles.writeAlpha8(Pictures.ellipse(9, 7), folder.resolve("a8t.png"), Rounding.TRUNCATE);
    ImageFiles.writeAlpha16(Pictures.ellipse(9, 7), folder.resolve("a16.png"));
    assertThat(ImageIO.read(folder.resolve("a16.png").toFile()).getType())
        .isEqualTo(BufferedImage.TYPE_USHORT_GRAY);
    assertThat(ImageIO.read(folder.resolve("a8.png").toFile()).getType())
        .isEqualTo(BufferedImage.TYPE_BYTE_GRAY);
    assertThatThrownBy(
            () -> ImageFiles.writeAlpha16(Pictures.ellipse(9, 7), folder.resolve("a.jpg")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(".png");
  }

  @Test
  void globalImageIoSettingsAreUntouched() throws IOException {
    boolean cache = ImageIO.getUseCache();
    ImageFiles.write(Pictures.gradient(8, 8), folder.resolve("a.jpg"));
    assertThat(ImageIO.getUseCache()).isEqualTo(cache);
  }

  private static int jpegSize(WriteOptions options) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageFiles.write(Pictures.photoLike(200, 120), out, OutputFormat.JPEG, options);
    return out.size();
  }

  @Test
  void theStreamIsNotClosedByTheFacade() throws IOException {
    boolean[] closed = new boolean[1];
    OutputStream stream =
        new OutputStream() {
          @Override
          public void write(int value) {}

          @Override
          public void close() {
            closed[0] = true;
          }
        };
    for (OutputFormat format : OutputFormat.values()) {
      ImageFiles.write(Pictures.gradient(20, 10), stream, format, WriteOptions.defaults());
    }
    ImageFiles.writeAlpha16(Pictures.ellipse(9, 9), stream);
    assertThat(closed[0]).isFalse();
  }
}

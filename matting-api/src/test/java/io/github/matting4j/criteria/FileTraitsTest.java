package io.github.matting4j.criteria;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.io.ImageFiles;
import io.github.matting4j.io.OutputFormat;
import io.github.matting4j.io.WriteOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class FileTraitsTest {
  @Test
  void aFillByteBeforeAMarkerHidesNothing() throws IOException {
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    ImageFiles.write(
        ArgbImage.filled(40, 30, 0xFF406080), stream, OutputFormat.JPEG, WriteOptions.defaults());
    byte[] jpeg = stream.toByteArray();
    byte[] filled = new byte[jpeg.length + 1];
    System.arraycopy(jpeg, 0, filled, 0, 2);
    filled[2] = (byte) 0xFF;
    System.arraycopy(jpeg, 2, filled, 3, jpeg.length - 2);
    assertThat(PhotoTraits.ofFile(jpeg).get(PhotoTrait.JPEG_QUALITY)).isPresent();
    assertThat(PhotoTraits.ofFile(filled).values()).isEqualTo(PhotoTraits.ofFile(jpeg).values());
  }

  @Test
  void aDeviceHasNoTraits() throws IOException {
    Path device = Path.of("/dev/zero");
    assumeTrue(Files.exists(device), "no /dev/zero");
    assertThat(PhotoTraits.ofFile(device).values()).isEmpty();
  }
}

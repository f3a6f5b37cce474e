package io.github.matting4j.javacv;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.javacv.media.VideoException;
import io.github.matting4j.javacv.media.VideoInfo;
import io.github.matting4j.testing.ChildJvm;
import io.github.matting4j.testing.ChildProcess;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacv.Frame;
import org.junit.jupiter.api.Test;

class MissingJarsTest {

  /** Without OpenCV and without the natives of this platform. */
  @Test
  void framesWorkWithoutOpenCvAndVideosSayWhichJarIsMissing() throws Exception {
    ChildProcess.Outcome outcome =
        ChildJvm.with("-Dorg.bytedeco.javacpp.cachedir=target/no-natives")
            .without("opencv")
            .without("openblas")
            .without("-" + Loader.getPlatform())
            .run(60, Main.class);
    assertThat(outcome.exitCode()).as(outcome.output()).isZero();
    assertThat(outcome.output())
        .contains("pixel ff030201")
        .contains("FFmpeg's native libraries for " + Loader.getPlatform())
        .contains("the classifier " + Loader.getPlatform())
        .contains("again: true");
  }

  /** What the child does. */
  public static final class Main {
    public static void main(String[] args) throws Exception {
      Frame frame = new Frame();
      frame.image = new java.nio.Buffer[] {ByteBuffer.wrap(new byte[] {1, 2, 3})};
      frame.imageWidth = 1;
      frame.imageHeight = 1;
      frame.imageChannels = 3;
      frame.imageStride = 3;
      frame.imageDepth = Frame.DEPTH_UBYTE;
      ArgbImage picture = JavaCvImages.toPicture(frame).toArgb();
      System.out.println("pixel " + Integer.toHexString(picture.argb(0, 0)));
      String first = message();
      System.out.println(first);
      System.out.println("again: " + first.equals(message()));
    }

    private static String message() throws Exception {
      try {
        VideoInfo.of(Path.of("pom.xml"));
        return "read";
      } catch (VideoException e) {
        return String.valueOf(e.getMessage());
      }
    }
  }
}

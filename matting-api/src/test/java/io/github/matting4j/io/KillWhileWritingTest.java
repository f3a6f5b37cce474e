package io.github.matting4j.io;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.image.ArgbImage;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills child JVMs that do nothing but write one picture again and again. */
class KillWhileWritingTest {
  private static final int SIZE = 256;
  private static final long SEED = 5;

  /** A picture under the final name whole; the most the folder may hold besides. */
  private static final int MOST_LEFT = 64;

  @TempDir Path folder;

  @Test
  void thirtyKillsLeaveNoBrokenFile() throws Exception {
    kill(30);
  }

  @Test
  @Tag("soak")
  void aThousandKillsLeaveNoBrokenFile() throws Exception {
    kill(1000);
  }

  private void kill(int times) throws Exception {
    Path target = folder.resolve("ana.png");
    Random random = new Random(SEED);
    int[] even = picture(0).toArray();
    int[] odd = picture(1).toArray();
    int killedInTheAct = 0;
    for (int i = 0; i < times; i++) {
      int before = temporaries().size();
      Process writer = ChildJvm.start(Writer.class, target.toString());
      assertThat(writer.getInputStream().read()).isEqualTo('W');
      Thread.sleep(random.nextInt(40));
      writer.destroyForcibly().waitFor(); // SIGKILL
      killedInTheAct += temporaries().size() > before ? 1 : 0;
      assertThat(read(target)).as("kill %d, seed %d", i, SEED).isIn(even, odd);
      assertThat(temporaries()).hasSizeLessThanOrEqualTo(MOST_LEFT);
    }
    assertThat(killedInTheAct).as("kills that hit a write").isGreaterThan(times / 4);
    for (Path left : temporaries()) {
      Files.setLastModifiedTime(left, FileTime.from(Instant.now().minusSeconds(60)));
    }
    ImageFiles.write(picture(0), target);
    assertThat(temporaries()).isEmpty();
  }

  private List<Path> temporaries() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.getFileName().toString().endsWith(".tmp")).toList();
    }
  }

  private static int[] read(Path file) throws IOException {
    BufferedImage image = ImageIO.read(file.toFile());
    return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
  }

  private static ArgbImage picture(int parity) {
    ArgbImage photo = Pictures.photoLike(SIZE, SIZE);
    return parity == 0 ? photo : Pictures.cutOut(photo, Pictures.noiseMatte(SIZE, SIZE));
  }

  /** The child: says W after its first picture, then writes two in turn until it is killed. */
  static final class Writer {
    public static void main(String[] args) throws IOException {
      Path target = Path.of(args[0]);
      ArgbImage[] pictures = {picture(0), picture(1)};
      WriteOptions options = WriteOptions.defaults().keepHiddenColour();
      for (int i = 0; ; i++) {
        ImageFiles.write(pictures[i % 2], target, options);
        if (i == 0) {
          System.out.print('W');
          System.out.flush();
        }
      }
    }
  }
}

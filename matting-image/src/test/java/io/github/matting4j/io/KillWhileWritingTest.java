package io.github.matting4j.io;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.testing.ChildJvm;
import io.github.matting4j.testing.ChildProcess;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills child JVMs that do nothing but write one picture again and again. */
class KillWhileWritingTest {
  private static final int SIZE = 256;
  private static final long SEED = 5;

  /** A picture under the final name whole; the most the folder may hold in addition. */
  private static final int MAX_LEFT = 64;

  @TempDir Path folder;

  @Test
  void twelveKillsLeaveNoBrokenFile() throws Exception {
    kill(12);
  }

  @Test
  @Tag("soak")
  void aThousandKillsLeaveNoBrokenFile() throws Exception {
    kill(Integer.getInteger("matting4j.soak.kills", 1000));
  }

  @Test
  void theSameKillsBreakAPlainWrite() throws Exception {
    Path target = folder.resolve("ana.png");
    Random random = new Random(SEED);
    List<int[]> whole = List.of(picture(0).toArray(), picture(1).toArray());
    boolean broken = false;
    for (int i = 0; i < 30 && !broken; i++) {
      Process writer = ChildJvm.with("-Xmx256m").start(Writer.class, target.toString(), "plain");
      assertThat(writer.getInputStream().read()).isEqualTo('W');
      Thread.sleep(random.nextInt(40));
      ChildProcess.kill(writer);
      broken = whole.stream().noneMatch(pixels -> Arrays.equals(pixels, readOrNothing(target)));
    }
    assertThat(broken).as("this test is able to break files").isTrue();
  }

  private static int[] readOrNothing(Path file) {
    try {
      return read(file);
    } catch (IOException | RuntimeException e) {
      return new int[0];
    }
  }

  private void kill(int times) throws Exception {
    Path target = folder.resolve("ana.png");
    Random random = new Random(SEED);
    int[] even = picture(0).toArray();
    int[] odd = picture(1).toArray();
    int killedInTheAct = 0;
    for (int i = 0; i < times; i++) {
      Set<String> before = marks();
      Process writer = ChildJvm.with("-Xmx256m").start(Writer.class, target.toString());
      assertThat(writer.getInputStream().read()).isEqualTo('W');
      Thread.sleep(random.nextInt(40));
      ChildProcess.kill(writer);
      killedInTheAct += before.containsAll(marks()) ? 0 : 1;
      assertThat(read(target)).as("kill %d, seed %d", i, SEED).isIn(even, odd);
      assertThat(temporaries()).hasSizeLessThanOrEqualTo(MAX_LEFT);
    }
    assertThat(killedInTheAct).as("kills that hit a write").isPositive();
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

  /** The temporary files, told apart also where one took the name of an older one. */
  private Set<String> marks() throws IOException {
    Set<String> marks = new HashSet<>();
    for (Path file : temporaries()) {
      marks.add(file + "@" + Files.getLastModifiedTime(file));
    }
    return marks;
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
        if (args.length == 1) {
          ImageFiles.write(pictures[i % 2], target, options);
        } else {
          try (OutputStream plain = Files.newOutputStream(target)) {
            ImageFiles.write(pictures[i % 2], plain, OutputFormat.PNG, options);
          }
        }
        if (i == 0) {
          System.out.print('W');
          System.out.flush();
        }
      }
    }
  }
}

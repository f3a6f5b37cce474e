package io.github.matting4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.matting4j.image.ImageReadException;
import io.github.matting4j.testing.ChildJvm;
import io.github.matting4j.testing.ChildProcess;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * Bombs in a JVM with a heap of 256 MB in a control group of 600 MB, whose excess the kernel
 * answers with a kill. Needs the right to make control groups.
 */
@Tag("soak")
@EnabledOnOs(OS.LINUX)
class MemoryLimitSoakTest {
  private static final long LIMIT = 600L << 20;

  @Test
  void bombsEndInTypedRefusalsWithinTheLimit() throws Exception {
    Path group = group();
    try {
      ChildProcess.Outcome outcome =
          ChildJvm.with("-Xmx256m")
              .wrappedBy("sh", "-c", "echo $$ > " + group + "/cgroup.procs; exec \"$@\"", "sh")
              .run(300, Bombs.class);
      System.out.println(outcome.output().strip());
      assertThat(outcome.exitCode()).as(outcome.output()).isZero();
      assertThat(outcome.output()).contains("all refused").doesNotContain("UNTYPED");
    } finally {
      Files.delete(group);
    }
  }

  /** A new group with the limit, of version 2 or 1. */
  private static Path group() {
    for (String[] names :
        new String[][] {
          {"/sys/fs/cgroup", "memory.max"}, {"/sys/fs/cgroup/memory", "memory.limit_in_bytes"}
        }) {
      Path group = Path.of(names[0], "matting4j-" + ProcessHandle.current().pid());
      try {
        Files.createDirectory(group);
        if (Files.exists(group.resolve(names[1]))) {
          Files.writeString(group.resolve(names[1]), Long.toString(LIMIT));
          return group;
        }
        Files.delete(group);
      } catch (IOException e) {
        continue; // the other version, or no right
      }
    }
    assumeTrue(false, "no right to make a control group with a memory limit here");
    throw new AssertionError();
  }

  static final class Bombs {
    public static void main(String[] args) throws IOException {
      refuse("PNG of 20000x20000 zeros", zeros(20_000, 3, 2));
      refuse("grey PNG of 30000x30000 zeros", zeros(30_000, 1, 0));
      refuse("PNG header of 60000x60000", TestPictures.png(60_000, 60_000, 16, 6, new byte[0]));
      refuse("JPEG of 500 scans", BombTest.scanBomb(500));
      System.out.println("all refused");
    }

    private static void refuse(String name, byte[] file) {
      for (ReadOptions options :
          new ReadOptions[] {ReadOptions.defaults(), ReadOptions.defaults().maxPixels(1 << 29)}) {
        try {
          ImageFiles.read(file, options);
          System.out.println("UNTYPED " + name + " was read");
        } catch (ImageReadException e) {
          System.out.println(name + ": " + e.reason());
        } catch (Throwable e) {
          System.out.println("UNTYPED " + name + ": " + e);
        }
      }
    }

    private static byte[] zeros(int side, int samples, int colourType) throws IOException {
      ByteArrayOutputStream packed = new ByteArrayOutputStream();
      Deflater fast = new Deflater(Deflater.BEST_SPEED);
      try (DeflaterOutputStream out = new DeflaterOutputStream(packed, fast)) {
        byte[] row = new byte[1 + samples * side];
        for (int y = 0; y < side; y++) {
          out.write(row);
        }
      } finally {
        fast.end();
      }
      byte[] idat = TestPictures.chunk("IDAT", packed.toByteArray());
      return TestPictures.png(side, side, 8, colourType, idat);
    }
  }
}

package io.github.matting4j.evaluate.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.matting4j.testing.ChildJvm;
import io.github.matting4j.testing.ChildProcess;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads what Linux writes. */
class MemoryGrowthTest {
  @TempDir Path process;

  private void status(long peak, long now) throws IOException {
    Files.writeString(
        process.resolve("status"),
        "Name:\tjava\nVmPeak:\t 9999999 kB\nVmHWM:\t%8d kB\nVmRSS:\t%8d kB\n".formatted(peak, now));
  }

  @Test
  void growthIsThePeakLessWhatWasThereAtTheStart() throws IOException {
    MemoryGrowth memory = new MemoryGrowth(process);
    status(500_000, 100_000);
    memory.start();
    assertThat(process.resolve("clear_refs")).hasContent("5");
    status(160_000, 120_000);
    assertThat(memory.growth()).hasValue(60_000L * 1024);
    status(90_000, 90_000);
    assertThat(memory.growth()).isEmpty();
  }

  @Test
  void whereThePeakCannotBeForgottenThePresentCounts() throws IOException {
    MemoryGrowth memory = new MemoryGrowth(process);
    Files.createDirectory(process.resolve("clear_refs")); // cannot be written
    status(500_000, 100_000);
    memory.start();
    status(500_000, 120_000);
    assertThat(memory.growth()).hasValue(20_000L * 1024);
  }

  @Test
  void elsewhereNothingIsKnown() {
    MemoryGrowth memory = new MemoryGrowth(process.resolve("absent"));
    memory.start();
    assertThat(memory.growth()).isEmpty();
  }

  @Test
  void nativeMemoryOfThisProcessIsSeen() throws Exception {
    assumeTrue(Files.isWritable(Path.of("/proc/self/clear_refs")), "needs Linux");
    // A heap of fixed size, touched at the start: otherwise its growth and shrinking are seen too.
    ChildProcess.Outcome outcome =
        ChildJvm.with("-Xms64m", "-Xmx64m", "-XX:+AlwaysPreTouch", "-XX:MaxDirectMemorySize=512m")
            .run(60, Growing.class);
    assertThat(outcome.exitCode()).as(outcome.output()).isZero();
    assertThat(Long.parseLong(outcome.output().strip()))
        .isBetween((long) (0.6 * Growing.BYTES), (long) (1.6 * Growing.BYTES));
  }

  /** Prints how much a buffer outside the heap makes the process grow. */
  static final class Growing {
    static final int BYTES = 256 << 20;

    private Growing() {}

    public static void main(String[] arguments) {
      MemoryGrowth memory = MemoryGrowth.ofThisProcess();
      memory.start();
      ByteBuffer buffer = ByteBuffer.allocateDirect(BYTES);
      for (int at = 0; at < BYTES; at += 1024) {
        buffer.put(at, (byte) 1);
      }
      System.out.println(memory.growth().orElseThrow());
    }
  }
}

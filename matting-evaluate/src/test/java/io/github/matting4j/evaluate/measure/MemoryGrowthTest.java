package io.github.matting4j.evaluate.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
  void nativeMemoryOfThisProcessIsSeen() {
    assumeTrue(Files.isWritable(Path.of("/proc/self/clear_refs")), "needs Linux");
    int bytes = 256 << 20;
    MemoryGrowth memory = MemoryGrowth.ofThisProcess();
    memory.start();
    ByteBuffer buffer = ByteBuffer.allocateDirect(bytes); // is zeroed, so its pages are there
    long grown = memory.growth().orElseThrow();
    assertThat(buffer.get(bytes - 1)).isZero();
    assertThat(grown)
        .as("the heap may shrink or grow meanwhile")
        .isBetween((long) (0.6 * bytes), (long) (1.6 * bytes));
  }
}

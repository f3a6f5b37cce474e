package io.github.matting4j.evaluate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** Resident memory of this process, as Linux tells it; empty elsewhere. Stateless. */
final class ResidentMemory {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Path CLEAR = Path.of("/proc/self/clear_refs");
  private static final String RESET_PEAK = "5";

  private ResidentMemory() {}

  /** Bytes resident now. */
  static OptionalLong now() {
    return bytes("VmRSS:");
  }

  /** The most bytes resident at once since {@link #resetPeak}. */
  static OptionalLong peak() {
    return bytes("VmHWM:");
  }

  /** Starts another peak. Where that is not allowed, the peak is that of the whole process. */
  static void resetPeak() {
    try {
      if (Files.exists(CLEAR)) {
        Files.writeString(CLEAR, RESET_PEAK);
      }
    } catch (IOException e) {
      // Not allowed here: the figure is an upper bound then.
    }
  }

  private static OptionalLong bytes(String field) {
    if (!Files.exists(STATUS)) {
      return OptionalLong.empty();
    }
    try {
      return Files.readAllLines(STATUS).stream()
          .filter(line -> line.startsWith(field))
          .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst();
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }
}

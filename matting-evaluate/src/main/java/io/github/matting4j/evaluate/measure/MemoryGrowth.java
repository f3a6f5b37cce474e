package io.github.matting4j.evaluate.measure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much memory this process has in use, Java's heap and native memory together, as Linux reports
 * it. Elsewhere it is unknown. Not thread-safe.
 */
public final class MemoryGrowth {
  private final Path process;
  private long before;
  private boolean isPeakReset;

  MemoryGrowth(Path process) {
    this.process = process;
  }

  public static MemoryGrowth ofThisProcess() {
    return new MemoryGrowth(Path.of("/proc/self"));
  }

  /** Growth counts from here. */
  public void start() {
    System.gc(); // garbage of what came before would be used again and hide the growth
    before = kibibytes("VmRSS");
    restartPeak();
  }

  /** Resets the peak, but not the start of the growth. */
  public void restartPeak() {
    try {
      Files.writeString(process.resolve("clear_refs"), "5"); // see proc_pid_clear_refs(5)
      isPeakReset = true;
    } catch (IOException | SecurityException e) {
      isPeakReset = false; // then the present value is used as the peak
    }
  }

  /** Bytes by which the process grew from the start to its peak. */
  public OptionalLong growth() {
    long peak = kibibytes(isPeakReset ? "VmHWM" : "VmRSS");
    return before > 0 && peak > before
        ? OptionalLong.of((peak - before) * 1024)
        : OptionalLong.empty();
  }

  private long kibibytes(String name) {
    try {
      String status = Files.readString(process.resolve("status"), StandardCharsets.ISO_8859_1);
      Matcher line = Pattern.compile("(?m)^" + name + ":\\s+([0-9]{1,15}) kB$").matcher(status);
      return line.find() ? Long.parseLong(line.group(1)) : 0;
    } catch (IOException | SecurityException e) {
      return 0;
    }
  }
}

package io.github.matting4j.spark;

import io.github.matting4j.testing.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a JVM holds, after a collection of all garbage.
 *
 * @param heapMiB in use
 * @param residentMiB in memory, heap and everything else
 * @param descriptors open files and sockets
 * @param threads of the process
 */
record ProcessSample(long heapMiB, long residentMiB, long descriptors, long threads) {
  private static final Pattern USED = Pattern.compile("used (\\d+)K");

  /** Looks at a process of this user, on Linux. */
  static ProcessSample of(long pid) throws IOException, InterruptedException {
    jcmd(pid, "GC.run");
    String heap = jcmd(pid, "GC.heap_info");
    long used = 0;
    for (Matcher pool = USED.matcher(heap.replaceAll("(?s)Metaspace.*", "")); pool.find(); ) {
      used += Long.parseLong(pool.group(1));
    }
    Path process = Path.of("/proc/" + pid);
    String status = Files.readString(process.resolve("status"));
    try (Stream<Path> open = Files.list(process.resolve("fd"))) {
      return new ProcessSample(
          used >> 10, field(status, "VmRSS") >> 10, open.count(), field(status, "Threads"));
    }
  }

  private static long field(String status, String name) {
    Matcher field = Pattern.compile("(?m)^" + name + ":\\s+(\\d+)").matcher(status);
    if (!field.find()) {
      throw new AssertionError(status);
    }
    return Long.parseLong(field.group(1));
  }

  private static String jcmd(long pid, String command) throws IOException, InterruptedException {
    String tool = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    ChildProcess.Outcome outcome = ChildProcess.run(new ProcessBuilder(tool, "" + pid, command));
    if (outcome.exitCode() != 0) {
      throw new IOException(outcome.output());
    }
    return outcome.output();
  }

  @Override
  public String toString() {
    return "| %d | %d | %d | %d |".formatted(heapMiB, residentMiB, descriptors, threads);
  }
}

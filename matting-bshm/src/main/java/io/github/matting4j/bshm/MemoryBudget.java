package io.github.matting4j.bshm;

import io.github.matting4j.runtime.ModelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** Warns when memory may not suffice to load a frozen graph, which takes six times its file. */
final class MemoryBudget {
  private static final System.Logger LOGGER = System.getLogger(MemoryBudget.class.getPackageName());
  private static final int FILE_SIZE_FACTOR = 6;

  private MemoryBudget() {}

  /** Logs a warning if less memory is free than loading takes at its peak. */
  static void warnIfShort(ModelFile file) {
    long needed = file.bytes() * FILE_SIZE_FACTOR;
    OptionalLong free = available(Path.of("/"));
    if (free.isPresent() && free.getAsLong() < needed) {
      LOGGER.log(
          System.Logger.Level.WARNING,
          "loading "
              + file.path()
              + " takes about "
              + needed / 1_000_000
              + " MB at its peak, six times the file, and "
              + free.getAsLong() / 1_000_000
              + " MB are free; TensorFlow 1.15 ends the process when memory runs out");
    }
  }

  /**
   * Bytes that this process can still allocate, on Linux: the machine's, or its container's if
   * less.
   */
  static OptionalLong available(Path root) {
    OptionalLong machine = meminfo(root.resolve("proc/meminfo"));
    OptionalLong limit = number(root.resolve("sys/fs/cgroup/memory.max"));
    OptionalLong used = number(root.resolve("sys/fs/cgroup/memory.current"));
    if (machine.isEmpty() || limit.isEmpty() || used.isEmpty()) {
      return machine;
    }
    return OptionalLong.of(
        Math.min(machine.getAsLong(), Math.max(0, limit.getAsLong() - used.getAsLong())));
  }

  private static OptionalLong meminfo(Path file) {
    try {
      return Files.readAllLines(file).stream()
          .filter(line -> line.startsWith("MemAvailable:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
          .findFirst();
    } catch (IOException | NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  /** Empty if the file is not there or says {@code max}. */
  private static OptionalLong number(Path file) {
    try {
      return OptionalLong.of(Long.parseLong(Files.readString(file).trim()));
    } catch (IOException | NumberFormatException e) {
      return OptionalLong.empty();
    }
  }
}

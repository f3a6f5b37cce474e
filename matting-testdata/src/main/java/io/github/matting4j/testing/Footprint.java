package io.github.matting4j.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What the system says of this process; on Linux only.
 *
 * @param residentMb resident memory in MB of 2^20 bytes
 * @param threads threads, those of native code among them
 * @param descriptors open file descriptors
 */
public record Footprint(double residentMb, long threads, long descriptors) {

  /** As it is now, after a collection: what is left is native memory rather than garbage. */
  public static Footprint now() {
    System.gc();
    try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
      List<String> status = Files.readAllLines(Path.of("/proc/self/status"));
      return new Footprint(
          field(status, "VmRSS:") / 1024.0, field(status, "Threads:"), descriptors.count());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long field(List<String> status, String name) {
    return status.stream()
        .filter(line -> line.startsWith(name))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
        .findFirst()
        .orElseThrow();
  }

  /**
   * Growth of the resident memory over these readings in MB, by the straight line of least squares:
   * single readings scatter by more than what is looked for, because the allocator keeps and
   * returns large blocks as it likes.
   */
  public static double growthMb(List<Footprint> readings) {
    double middle = (readings.size() - 1) / 2.0;
    double mean = readings.stream().mapToDouble(Footprint::residentMb).average().orElseThrow();
    double along = 0;
    double square = 0;
    for (int i = 0; i < readings.size(); i++) {
      along += (i - middle) * (readings.get(i).residentMb - mean);
      square += (i - middle) * (i - middle);
    }
    return along / square * (readings.size() - 1);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "%.1f MB, %d threads, %d descriptors", residentMb, threads, descriptors);
  }
}

package io.github.matting4j.bench.measure;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Where and when something is measured.
 *
 * @param cpu its model name
 * @param cores that this process may use
 * @param memoryMiB of the machine
 * @param system operating system and architecture
 * @param java name and version of the virtual machine
 * @param load average of the last minute before the start; negative where unknown
 * @param time of the start, UTC
 */
public record Machine(
    String cpu, int cores, long memoryMiB, String system, String java, double load, String time) {

  /** This machine, now. */
  public static Machine now() {
    var system =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return new Machine(
        cpuName(),
        system.getAvailableProcessors(),
        system.getTotalMemorySize() >> 20,
        system.getName() + " " + system.getVersion() + " " + system.getArch(),
        System.getProperty("java.vm.name") + " " + Runtime.version(),
        system.getSystemLoadAverage(),
        Instant.now().truncatedTo(ChronoUnit.MINUTES).toString());
  }

  private static String cpuName() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .findFirst()
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .orElse("unknown CPU");
    } catch (IOException e) {
      String name = System.getenv("PROCESSOR_IDENTIFIER"); // Windows
      return name == null ? "unknown CPU" : name;
    }
  }

  /** In one line. */
  public String describe() {
    return String.format(
        Locale.ROOT,
        "%s, %d cores, %.0f GiB, %s, %s, load %.1f at the start (%s)",
        cpu,
        cores,
        memoryMiB / 1024.0,
        system,
        java,
        load,
        time);
  }
}

package io.github.matting4j.onnx.cache;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Names the kind of processor. An optimised graph has its weights laid out for the width of the
 * processor's vectors; on another one it would run and give wrong values.
 */
final class CpuIdentity {
  private static final Path LINUX = Path.of("/proc/cpuinfo");

  /** Names as x86 and ARM kernels write them. */
  private static final List<String> LINUX_KEYS =
      List.of(
          "vendor_id",
          "model name",
          "flags",
          "Features",
          "CPU implementer",
          "CPU architecture",
          "CPU part");

  private CpuIdentity() {}

  /** This machine's; empty if it cannot be told. */
  static Optional<String> ofThisMachine() {
    return of(System.getProperty("os.name", ""), System.getProperty("os.arch", ""), LINUX);
  }

  static Optional<String> of(String os, String architecture, Path cpuinfo) {
    String name = os.toLowerCase(Locale.ROOT);
    String detail = "";
    if (name.startsWith("linux")) {
      detail = firstProcessor(cpuinfo);
    } else if (name.startsWith("windows")) {
      detail = System.getenv().getOrDefault("PROCESSOR_IDENTIFIER", "");
    } else if (name.startsWith("mac") && architecture.equals("aarch64")) {
      detail = "Apple silicon"; // all of one vector width
    }
    return detail.isEmpty()
        ? Optional.empty()
        : Optional.of(os + "\n" + architecture + "\n" + detail);
  }

  private static String firstProcessor(Path cpuinfo) {
    StringBuilder known = new StringBuilder();
    try (BufferedReader lines = Files.newBufferedReader(cpuinfo)) {
      for (String line = lines.readLine();
          line != null && !line.isBlank();
          line = lines.readLine()) {
        String key = line.substring(0, Math.max(0, line.indexOf(':'))).strip();
        if (LINUX_KEYS.contains(key)) {
          known.append(line).append('\n');
        }
      }
    } catch (IOException e) {
      return "";
    }
    return known.toString();
  }
}

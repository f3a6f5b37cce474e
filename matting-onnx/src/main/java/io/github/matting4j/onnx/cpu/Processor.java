package io.github.matting4j.onnx.cpu;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The processor of a machine, as far as its operating system describes it. Immutable and
 * thread-safe.
 */
public final class Processor {
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

  private static final String APPLE_SILICON = "Apple silicon";

  /** Any of these: products of bytes are added in 32 bits. */
  private static final Set<String> DOT_PRODUCTS = Set.of("avx512_vnni", "avx_vnni", "asimddp");

  private final String os;
  private final String architecture;
  private final String description;

  private Processor(String os, String architecture, String description) {
    this.os = os;
    this.architecture = architecture;
    this.description = description;
  }

  /** The processor of this machine; reads a small file of the system. */
  public static Processor ofThisMachine() {
    return of(System.getProperty("os.name", ""), System.getProperty("os.arch", ""), LINUX);
  }

  /**
   * The processor of another machine.
   *
   * @param os as the property {@code os.name} has it
   * @param architecture as the property {@code os.arch} has it
   * @param cpuinfo the content of Linux's {@code /proc/cpuinfo}; not read on other systems
   */
  public static Processor of(String os, String architecture, Path cpuinfo) {
    String name = os.toLowerCase(Locale.ROOT);
    String description = "";
    if (name.startsWith("linux")) {
      description = firstProcessor(cpuinfo);
    } else if (name.startsWith("windows")) {
      description = System.getenv().getOrDefault("PROCESSOR_IDENTIFIER", "");
    } else if (name.startsWith("mac") && architecture.equals("aarch64")) {
      description = APPLE_SILICON; // all of one vector width, all with dot products
    }
    return new Processor(os, architecture, description);
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

  /**
   * Names the kind of processor; empty if it is unknown. An optimised graph has its weights laid
   * out for the width of the processor's vectors; on another kind it would run and give wrong
   * values.
   */
  public Optional<String> identity() {
    return description.isEmpty()
        ? Optional.empty()
        : Optional.of(os + "\n" + architecture + "\n" + description);
  }

  /**
   * Whether it multiplies bytes and adds the products without losing any of them: VNNI on x86, the
   * dot product extension on ARM. False where the system does not say (Windows, Macs with Intel
   * processors).
   */
  public boolean hasByteDotProducts() {
    return description.equals(APPLE_SILICON)
        || !Collections.disjoint(DOT_PRODUCTS, List.of(description.split("\\s+")));
  }
}

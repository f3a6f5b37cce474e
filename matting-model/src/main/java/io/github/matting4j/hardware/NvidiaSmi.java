package io.github.matting4j.hardware;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads what {@code nvidia-smi --query-gpu=name,memory.total,driver_version,compute_cap
 * --format=csv,noheader,nounits} prints: a line for each GPU, memory in MiB, {@code [N/A]} for
 * values that a board does not report.
 *
 * @param gpus in the order of the tool
 * @param driver the driver's version, if stated
 */
record NvidiaSmi(List<Gpu> gpus, Optional<String> driver) {
  static final List<String> QUERY =
      List.of(
          "--query-gpu=name,memory.total,driver_version,compute_cap",
          "--format=csv,noheader,nounits");

  static NvidiaSmi parse(String output) {
    List<Gpu> gpus = new ArrayList<>();
    Optional<String> driver = Optional.empty();
    for (String line : output.lines().toList()) {
      String[] parts = line.split(",", -1);
      if (parts.length < 3 || !parts[1].trim().matches("[0-9]+|\\[.*")) {
        continue; // "No devices were found", a warning, an empty line
      }
      gpus.add(gpu(parts));
      driver = driver.isPresent() ? driver : known(parts[2]);
    }
    return new NvidiaSmi(List.copyOf(gpus), driver);
  }

  private static Gpu gpu(String[] parts) {
    Gpu named = Gpu.named(parts[0].trim());
    OptionalLong memory =
        known(parts[1])
            .filter(text -> text.matches("[0-9]{1,9}"))
            .map(text -> OptionalLong.of(Long.parseLong(text) << 20))
            .orElse(named.memoryBytes());
    Gpu.Architecture architecture =
        (parts.length > 3 ? known(parts[3]) : Optional.<String>empty())
            .filter(text -> text.matches("[0-9]{1,2}\\.[0-9]{1,2}"))
            .map(text -> Gpu.Architecture.ofComputeCapability(Double.parseDouble(text)))
            .orElse(named.architecture());
    return new Gpu(named.name(), architecture, memory, named.embedded());
  }

  private static Optional<String> known(String part) {
    String text = part.trim();
    return text.isEmpty() || text.startsWith("[") ? Optional.empty() : Optional.of(text);
  }
}

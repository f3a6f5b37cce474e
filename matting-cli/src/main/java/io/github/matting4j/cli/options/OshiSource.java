package io.github.matting4j.cli.options;

import io.github.matting4j.hardware.Hardware;
import io.github.matting4j.hardware.HardwareProbe;
import java.util.Optional;
import java.util.OptionalLong;
import oshi.SystemInfo;

/**
 * Asks OSHI, which unpacks and loads JNA's native library: a second or so when cold, so only for
 * what the JDK cannot tell. If OSHI does not work here, nothing is known.
 */
public final class OshiSource implements HardwareProbe.Source {

  /** This machine, OSHI asked only where the JDK falls short. */
  public static Hardware machine() {
    return HardwareProbe.here(new OshiSource());
  }

  @Override
  public Optional<String> cpu() {
    try {
      String name =
          new SystemInfo().getHardware().getProcessor().getProcessorIdentifier().getName().trim();
      return name.isEmpty() ? Optional.empty() : Optional.of(name);
    } catch (RuntimeException | LinkageError e) {
      return Optional.empty();
    }
  }

  @Override
  public OptionalLong memoryBytes() {
    try {
      long bytes = new SystemInfo().getHardware().getMemory().getTotal();
      return bytes > 0 ? OptionalLong.of(bytes) : OptionalLong.empty();
    } catch (RuntimeException | LinkageError e) {
      return OptionalLong.empty();
    }
  }
}

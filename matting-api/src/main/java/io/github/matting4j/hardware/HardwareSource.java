package io.github.matting4j.hardware;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * Tells what the JDK alone cannot find out about this machine: on Linux nothing, elsewhere the
 * processor's name and the memory. {@link HardwareProbe#here(HardwareSource)} asks it only for what
 * is missing.
 *
 * <p>An implementation never fails; what it does not know is empty.
 */
public interface HardwareSource {
  /** Knows nothing. */
  HardwareSource NONE =
      new HardwareSource() {
        @Override
        public Optional<String> cpu() {
          return Optional.empty();
        }

        @Override
        public OptionalLong memoryBytes() {
          return OptionalLong.empty();
        }
      };

  /** The processor's name, such as {@code Apple M2}. */
  Optional<String> cpu();

  /** The machine's memory. */
  OptionalLong memoryBytes();
}

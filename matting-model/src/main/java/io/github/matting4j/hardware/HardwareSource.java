package io.github.matting4j.hardware;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * Provides what the JDK alone cannot detect outside Linux: the processor's name and the memory.
 * {@link HardwareProbe#here(HardwareSource)} uses it only for values that are missing.
 *
 * <p>An implementation never throws; unknown values are empty.
 */
public interface HardwareSource {
  /** Provides no values. */
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

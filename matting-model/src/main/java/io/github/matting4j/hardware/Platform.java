package io.github.matting4j.hardware;

import java.util.Locale;

/**
 * An operating system and a processor architecture, which is what native libraries are built for.
 *
 * @param os the operating system
 * @param arch the processor architecture
 */
public record Platform(Os os, Arch arch) {
  /** Operating systems. */
  public enum Os {
    /** Linux with glibc. */
    LINUX,
    /** Windows. */
    WINDOWS,
    /** macOS. */
    MAC,
    /** Anything else. */
    OTHER
  }

  /** Processor architectures. */
  public enum Arch {
    /** Intel and AMD, 64 bits. */
    X64,
    /** ARM, 64 bits: Apple silicon, Jetson, Graviton. */
    ARM64,
    /** Anything else. */
    OTHER
  }

  /** The platform that these values of {@code os.name} and {@code os.arch} mean. */
  public static Platform of(String osName, String osArch) {
    String os = osName.toLowerCase(Locale.ROOT);
    Os system =
        os.startsWith("linux")
            ? Os.LINUX
            : os.startsWith("windows") ? Os.WINDOWS : os.startsWith("mac") ? Os.MAC : Os.OTHER;
    Arch arch =
        switch (osArch.toLowerCase(Locale.ROOT)) {
          case "amd64", "x86_64", "x64" -> Arch.X64;
          case "aarch64", "arm64" -> Arch.ARM64;
          default -> Arch.OTHER;
        };
    return new Platform(system, arch);
  }

  @Override
  public String toString() {
    return os.name().toLowerCase(Locale.ROOT) + "-" + arch.name().toLowerCase(Locale.ROOT);
  }
}

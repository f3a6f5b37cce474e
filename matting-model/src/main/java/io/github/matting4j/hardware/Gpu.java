package io.github.matting4j.hardware;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * An NVIDIA GPU.
 *
 * @param name such as {@code "NVIDIA GeForce RTX 3090"}
 * @param architecture its generation
 * @param memoryBytes its memory, if known
 * @param embedded whether it is part of a small board such as a Jetson
 */
public record Gpu(
    String name, Architecture architecture, OptionalLong memoryBytes, boolean embedded) {

  /**
   * A GPU by its name or a part of it: {@code "RTX 3090"}, {@code "A100"}, {@code "Jetson Orin"}. A
   * name that is not recognised is of unknown generation and memory.
   */
  public static Gpu named(String name) {
    return KnownGpu.of(name)
        .map(
            known ->
                new Gpu(
                    name,
                    known.architecture(),
                    OptionalLong.of(known.memoryBytes()),
                    known.isEmbedded()))
        .orElseGet(() -> new Gpu(name, Architecture.UNKNOWN, OptionalLong.empty(), false));
  }

  /** The maker's peak float32 rate in 10<sup>12</sup> operations a second, if known. */
  public OptionalDouble teraflops() {
    return KnownGpu.of(name)
        .map(known -> OptionalDouble.of(known.teraflops()))
        .orElse(OptionalDouble.empty());
  }

  @Override
  public String toString() {
    return name + " (" + architecture.title() + ")";
  }

  /** Generations of NVIDIA GPUs, oldest first. */
  public enum Architecture {
    /** GTX 900, compute capability 5. */
    MAXWELL("Maxwell"),
    /** GTX 10, P100, compute capability 6. */
    PASCAL("Pascal"),
    /** V100, compute capability 7.0. */
    VOLTA("Volta"),
    /** RTX 20, T4, compute capability 7.5. */
    TURING("Turing"),
    /** RTX 30, A100, Jetson Orin, compute capability 8.0 to 8.7. */
    AMPERE("Ampere"),
    /** RTX 40, L4, L40, compute capability 8.9. */
    ADA("Ada"),
    /** H100, H200, compute capability 9.0. */
    HOPPER("Hopper"),
    /** B200, RTX 50, compute capability 10 and up. */
    BLACKWELL("Blackwell"),
    /** Not recognised. */
    UNKNOWN("of unknown generation");

    private final String title;

    Architecture(String title) {
      this.title = title;
    }

    /** The maker's name of it. */
    public String title() {
      return title;
    }

    /** The generation of a compute capability such as {@code 8.6}. */
    public static Architecture ofComputeCapability(double capability) {
      if (capability >= 10) {
        return BLACKWELL;
      }
      if (capability >= 9) {
        return HOPPER;
      }
      if (capability >= 8.85) {
        return ADA;
      }
      if (capability >= 8) {
        return AMPERE;
      }
      if (capability >= 7.45) {
        return TURING;
      }
      if (capability >= 7) {
        return VOLTA;
      }
      if (capability >= 6) {
        return PASCAL;
      }
      return capability >= 5 ? MAXWELL : UNKNOWN;
    }
  }
}

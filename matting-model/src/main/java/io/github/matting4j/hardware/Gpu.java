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
    String name, GpuArchitecture architecture, OptionalLong memoryBytes, boolean embedded) {

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
        .orElseGet(() -> new Gpu(name, GpuArchitecture.UNKNOWN, OptionalLong.empty(), false));
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
}

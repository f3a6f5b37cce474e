package io.github.matting4j.hardware;

import java.util.Locale;

/**
 * A device that can run a network.
 *
 * @param kind the kind of device
 * @param index which of several, from 0; always 0 for {@link Kind#CPU} and {@link Kind#CORE_ML}
 */
public record Device(Kind kind, int index) {

  /** The central processor. */
  public static final Device CPU = new Device(Kind.CPU, 0);

  /** Kinds of devices. */
  public enum Kind {
    /** The central processor. */
    CPU,
    /** An NVIDIA GPU through CUDA. */
    CUDA,
    /** An NVIDIA GPU through TensorRT. */
    TENSOR_RT,
    /** Apple's neural engine and GPU through Core ML. */
    CORE_ML,
    /** A GPU on Windows through DirectML. */
    DIRECT_ML
  }

  /** Rejects a negative index, and an index above 0 for devices that exist once. */
  public Device {
    if (index < 0 || (index > 0 && (kind == Kind.CPU || kind == Kind.CORE_ML))) {
      throw new IllegalArgumentException("there is no " + kind + " device of index " + index);
    }
  }

  /** The NVIDIA GPU of this index, through CUDA. */
  public static Device cuda(int index) {
    return new Device(Kind.CUDA, index);
  }

  /** The NVIDIA GPU of this index, through TensorRT. */
  public static Device tensorRt(int index) {
    return new Device(Kind.TENSOR_RT, index);
  }

  /** Apple's Core ML. */
  public static Device coreMl() {
    return new Device(Kind.CORE_ML, 0);
  }

  /** The Windows GPU of this index, through DirectML. */
  public static Device directMl(int index) {
    return new Device(Kind.DIRECT_ML, index);
  }

  /**
   * Reads what {@link #toString} writes: {@code cpu}, {@code cuda}, {@code cuda:1}, {@code
   * tensorrt:0}, {@code coreml}, {@code directml:0}.
   *
   * @throws IllegalArgumentException for anything else
   */
  public static Device parse(String text) {
    String[] parts = text.trim().toLowerCase(Locale.ROOT).split(":", 2);
    for (Kind kind : Kind.values()) {
      if (name(kind).equals(parts[0]) && (parts.length == 1 || parts[1].matches("[0-9]{1,3}"))) {
        return new Device(kind, parts.length == 1 ? 0 : Integer.parseInt(parts[1]));
      }
    }
    throw new IllegalArgumentException(
        "device is '" + text + "'; write cpu, cuda, cuda:1, tensorrt, coreml or directml");
  }

  private static String name(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace("_", "");
  }

  /** {@code cpu}, {@code coreml}, or name and index such as {@code cuda:0}. */
  @Override
  public String toString() {
    return kind == Kind.CPU || kind == Kind.CORE_ML ? name(kind) : name(kind) + ":" + index;
  }
}

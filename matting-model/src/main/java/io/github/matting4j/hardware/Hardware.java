package io.github.matting4j.hardware;

import io.github.matting4j.text.Quantities;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known about a machine, probed by {@link HardwareProbe} or stated. Values that are not
 * known are absent, and rules that need them do not apply.
 *
 * <p>Immutable.
 */
public final class Hardware {
  private static final Hardware UNKNOWN = new Builder().build();

  private final @Nullable Platform platform;
  private final @Nullable String cpu;
  private final @Nullable Double cores;
  private final @Nullable Long memoryBytes;
  private final @Nullable Boolean avx;
  private final @Nullable List<Gpu> gpus;
  private final @Nullable String driver;
  private final @Nullable Boolean cuda12InPlace;
  private final @Nullable Set<NativeJar> nativeJars;

  private Hardware(Builder from) {
    platform = from.platform;
    cpu = from.cpu;
    cores = from.cores;
    memoryBytes = from.memoryBytes;
    avx = from.avx;
    gpus = from.gpus;
    driver = from.driver;
    cuda12InPlace = from.cuda12InPlace;
    nativeJars = from.nativeJars;
  }

  /** Nothing is known. */
  public static Hardware unknown() {
    return UNKNOWN;
  }

  /** Starts a description with no values. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * A machine with this GPU: {@code "RTX 3090"}, {@code "A100"}, {@code "Jetson Orin"}. A Jetson is
   * Linux on ARM; of another machine the platform stays unknown.
   */
  public static Hardware withGpu(String name) {
    Gpu gpu = Gpu.named(name);
    Builder builder = builder().gpus(List.of(gpu));
    return (gpu.embedded()
            ? builder.platform(new Platform(Platform.Os.LINUX, Platform.Arch.ARM64))
            : builder)
        .build();
  }

  /** A machine without an NVIDIA GPU. */
  public static Hardware cpuOnly() {
    return builder().gpus(List.of()).build();
  }

  /** A Mac with Apple's own processor. */
  public static Hardware appleSilicon() {
    return builder()
        .platform(new Platform(Platform.Os.MAC, Platform.Arch.ARM64))
        .cpu("Apple silicon")
        .gpus(List.of())
        .build();
  }

  /** A builder that starts with these values. */
  public Builder toBuilder() {
    Builder copy = new Builder();
    copy.platform = platform;
    copy.cpu = cpu;
    copy.cores = cores;
    copy.memoryBytes = memoryBytes;
    copy.avx = avx;
    copy.gpus = gpus;
    copy.driver = driver;
    copy.cuda12InPlace = cuda12InPlace;
    copy.nativeJars = nativeJars;
    return copy;
  }

  /** Operating system and architecture. */
  public Optional<Platform> platform() {
    return Optional.ofNullable(platform);
  }

  /** The processor's name. */
  public Optional<String> cpu() {
    return Optional.ofNullable(cpu);
  }

  /** Cores that this process may use, after container quotas; may be a fraction. */
  public OptionalDouble cores() {
    return cores == null ? OptionalDouble.empty() : OptionalDouble.of(cores);
  }

  /** Memory that this process may use, after container limits. */
  public OptionalLong memoryBytes() {
    return memoryBytes == null ? OptionalLong.empty() : OptionalLong.of(memoryBytes);
  }

  /** Whether the processor has AVX, which TensorFlow 1.15 needs. */
  public Optional<Boolean> avx() {
    return Optional.ofNullable(avx);
  }

  /** NVIDIA GPUs; an empty list means that there is none. */
  public Optional<List<Gpu>> gpus() {
    return Optional.ofNullable(gpus);
  }

  /** Version of the NVIDIA driver, such as {@code 535.161.08}. */
  public Optional<String> driver() {
    return Optional.ofNullable(driver);
  }

  /** Whether a CUDA 12 toolkit is installed; TensorFlow 1.15 would need an older one instead. */
  public Optional<Boolean> cuda12InPlace() {
    return Optional.ofNullable(cuda12InPlace);
  }

  /** Engines' native jars on the class path. */
  public Optional<Set<NativeJar>> nativeJars() {
    return Optional.ofNullable(nativeJars);
  }

  /** The first GPU, if there is one. */
  public Optional<Gpu> gpu() {
    return gpus == null || gpus.isEmpty() ? Optional.empty() : Optional.of(gpus.get(0));
  }

  /** A line that identifies the machine; a calibration belongs to one machine. */
  public String fingerprint() {
    return (platform == null ? "?" : platform)
        + " | "
        + (cpu == null ? "?" : cpu)
        + " | "
        + (cores == null ? "?" : cores)
        + " cores | "
        + (gpus == null ? "?" : gpus.isEmpty() ? "no NVIDIA GPU" : gpus.get(0).name());
  }

  /** A short description for users. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    gpus().ifPresent(list -> append(text, list.isEmpty() ? "no NVIDIA GPU" : list.toString()));
    driver().ifPresent(v -> append(text, "driver " + v));
    cuda12InPlace()
        .ifPresent(in -> append(text, in ? "CUDA 12 installed" : "no CUDA 12 installed"));
    cpu().ifPresent(name -> append(text, name));
    cores().ifPresent(n -> append(text, Quantities.number(n) + (n == 1 ? " core" : " cores")));
    memoryBytes().ifPresent(bytes -> append(text, Quantities.bytes(bytes)));
    platform().ifPresent(p -> append(text, p.toString()));
    return text.length() == 0 ? "unknown" : text.toString();
  }

  private static void append(StringBuilder text, String part) {
    text.append(text.length() == 0 ? "" : ", ").append(part);
  }

  /** Collects values. Not thread-safe. */
  public static final class Builder {
    private @Nullable Platform platform;
    private @Nullable String cpu;
    private @Nullable Double cores;
    private @Nullable Long memoryBytes;
    private @Nullable Boolean avx;
    private @Nullable List<Gpu> gpus;
    private @Nullable String driver;
    private @Nullable Boolean cuda12InPlace;
    private @Nullable Set<NativeJar> nativeJars;

    private Builder() {}

    /** See {@link Hardware#platform()}. */
    public Builder platform(Platform value) {
      platform = Objects.requireNonNull(value);
      return this;
    }

    /** See {@link Hardware#cpu()}. */
    public Builder cpu(String name) {
      cpu = Objects.requireNonNull(name);
      return this;
    }

    /** See {@link Hardware#cores()}. */
    public Builder cores(double count) {
      if (!(count > 0)) {
        throw new IllegalArgumentException("cores is " + count + "; it must be above 0");
      }
      cores = count;
      return this;
    }

    /** See {@link Hardware#memoryBytes()}. */
    public Builder memoryBytes(long bytes) {
      memoryBytes = bytes;
      return this;
    }

    /** See {@link Hardware#avx()}. */
    public Builder avx(boolean present) {
      avx = present;
      return this;
    }

    /** See {@link Hardware#gpus()}. */
    public Builder gpus(List<Gpu> list) {
      gpus = List.copyOf(list);
      return this;
    }

    /** See {@link Hardware#driver()}. */
    public Builder driver(String version) {
      driver = Objects.requireNonNull(version);
      return this;
    }

    /** See {@link Hardware#cuda12InPlace()}. */
    public Builder cuda12InPlace(boolean installed) {
      cuda12InPlace = installed;
      return this;
    }

    /** See {@link Hardware#nativeJars()}. */
    public Builder nativeJars(Set<NativeJar> jars) {
      nativeJars = Set.copyOf(jars);
      return this;
    }

    /** The machine. */
    public Hardware build() {
      return new Hardware(this);
    }
  }

  /** Jars with native libraries that may be on the class path. */
  public enum NativeJar {
    /** {@code com.microsoft.onnxruntime:onnxruntime}. */
    ONNX_RUNTIME("onnxruntime"),
    /** {@code com.microsoft.onnxruntime:onnxruntime_gpu}. */
    ONNX_RUNTIME_GPU("onnxruntime_gpu"),
    /** {@code org.tensorflow:libtensorflow_jni}, or the same for GPUs. */
    TENSORFLOW_1("libtensorflow_jni");

    private final String title;

    NativeJar(String title) {
      this.title = title;
    }

    /** Its artifact. */
    public String title() {
      return title;
    }
  }
}

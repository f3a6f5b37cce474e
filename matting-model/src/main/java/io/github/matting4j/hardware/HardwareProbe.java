package io.github.matting4j.hardware;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Detects the machine's hardware from system files, and from NVIDIA's {@code nvidia-smi} where a
 * driver is installed. Loads no native library and never fails; values that cannot be detected are
 * absent.
 */
public final class HardwareProbe {
  private static final long TIMEOUT_SECONDS = 5;
  private static final List<String> DRIVER_FILES =
      List.of(
          "proc/driver/nvidia/version", "dev/nvidiactl", "dev/dxg", "Windows/System32/nvcuda.dll");
  private static final String ORT = "ai/onnxruntime/native/";

  private final Path root;
  private final String osName;
  private final String osArch;

  HardwareProbe(Path root, String osName, String osArch) {
    this.root = root;
    this.osName = osName;
    this.osArch = osArch;
  }

  /**
   * This machine, as far as the JDK alone can detect it: everything on Linux; elsewhere without the
   * memory and the processor's name. Takes a few milliseconds, with an NVIDIA driver up to a
   * second.
   */
  public static Hardware here() {
    return here(Source.NONE);
  }

  /** As {@link #here()}; values that are missing are taken from the source. */
  public static Hardware here(Source source) {
    String os = System.getProperty("os.name", "");
    boolean windows = os.toLowerCase(Locale.ROOT).startsWith("windows");
    return new HardwareProbe(Path.of(windows ? "C:\\" : "/"), os, System.getProperty("os.arch", ""))
        .probe(HardwareProbe::runNvidiaSmi, source);
  }

  /** Runs NVIDIA's tool; empty if there is none or it fails. */
  interface Tool {
    Optional<String> output(List<String> arguments);
  }

  Hardware probe(Tool nvidiaSmi) {
    return probe(nvidiaSmi, Source.NONE);
  }

  Hardware probe(Tool nvidiaSmi, Source source) {
    Hardware.Builder machine = Hardware.builder().platform(Platform.of(osName, osArch));
    String cpuInfo = read("proc/cpuinfo").orElse("");
    cpuName(cpuInfo).or(source::cpu).or(this::appleSilicon).ifPresent(machine::cpu);
    if (!cpuInfo.isEmpty() && Platform.of(osName, osArch).arch() == Platform.Arch.X64) {
      machine.avx(Pattern.compile("\\bavx\\b").matcher(cpuInfo).find());
    }
    machine.cores(cores());
    OptionalLong memory = memory(source);
    if (memory.isPresent()) {
      machine.memoryBytes(memory.getAsLong());
    }
    gpus(machine, nvidiaSmi);
    machine.cuda12InPlace(isCuda12Installed());
    machine.nativeJars(nativeJars());
    return machine.build();
  }

  private Optional<String> read(String file) {
    try {
      return Optional.of(Files.readString(root.resolve(file), StandardCharsets.ISO_8859_1));
    } catch (IOException | SecurityException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> cpuName(String cpuInfo) {
    Matcher name = Pattern.compile("(?m)^model name\\s*:\\s*(.+)$").matcher(cpuInfo);
    return name.find() ? Optional.of(name.group(1).trim()) : Optional.empty();
  }

  private Optional<String> appleSilicon() {
    Platform platform = Platform.of(osName, osArch);
    return platform.os() == Platform.Os.MAC && platform.arch() == Platform.Arch.ARM64
        ? Optional.of("Apple silicon")
        : Optional.empty();
  }

  /** The JVM's number of processors, or the container's quota if that is smaller. */
  private double cores() {
    double seen = Runtime.getRuntime().availableProcessors();
    OptionalDouble quota = cgroupCores();
    return quota.isPresent() ? Math.min(seen, quota.getAsDouble()) : seen;
  }

  private OptionalDouble cgroupCores() {
    String[] max = read("sys/fs/cgroup/cpu.max").orElse("").trim().split(" ", -1);
    if (max.length == 2 && max[0].matches("[0-9]{1,15}") && max[1].matches("[1-9][0-9]{0,15}")) {
      return OptionalDouble.of(Double.parseDouble(max[0]) / Double.parseDouble(max[1]));
    }
    double quota = number(read("sys/fs/cgroup/cpu/cpu.cfs_quota_us"));
    double period = number(read("sys/fs/cgroup/cpu/cpu.cfs_period_us"));
    return quota > 0 && period > 0 ? OptionalDouble.of(quota / period) : OptionalDouble.empty();
  }

  private static double number(Optional<String> text) {
    return text.map(String::trim)
        .filter(t -> t.matches("[0-9]{1,18}"))
        .map(Double::parseDouble)
        .orElse(0.0);
  }

  /** The machine's memory, or the container's limit where that is smaller. */
  private OptionalLong memory(Source source) {
    Matcher total =
        Pattern.compile("MemTotal:\\s+([0-9]{1,15}) kB").matcher(read("proc/meminfo").orElse(""));
    double machine =
        total.find()
            ? Double.parseDouble(total.group(1)) * 1024
            : Math.max(0, source.memoryBytes().orElse(0));
    double limit = number(read("sys/fs/cgroup/memory.max"));
    limit = limit > 0 ? limit : number(read("sys/fs/cgroup/memory/memory.limit_in_bytes"));
    double least = limit > 0 && (machine == 0 || limit < machine) ? limit : machine;
    return least > 0 ? OptionalLong.of((long) least) : OptionalLong.empty();
  }

  private void gpus(Hardware.Builder machine, Tool nvidiaSmi) {
    Optional<String> board = read("proc/device-tree/model").map(name -> name.replace("\0", ""));
    if (board.filter(name -> Gpu.named(name).embedded()).isPresent()) {
      machine.gpus(List.of(Gpu.named(board.get().trim())));
      return;
    }
    if (DRIVER_FILES.stream().noneMatch(file -> Files.exists(root.resolve(file)))) {
      machine.gpus(List.of());
      return;
    }
    Optional<NvidiaSmi> found = nvidiaSmi.output(NvidiaSmi.QUERY).map(NvidiaSmi::parse);
    found.ifPresent(
        smi -> {
          machine.gpus(smi.gpus());
          smi.driver().ifPresent(machine::driver);
        });
  }

  private boolean isCuda12Installed() {
    for (String folder : List.of("usr/local/cuda", "usr/local/cuda-12")) {
      if (read(folder + "/version.json").filter(HardwareProbe::isCuda12).isPresent()) {
        return true;
      }
    }
    return false;
  }

  private static boolean isCuda12(String versionJson) {
    return Pattern.compile("\"cuda\"\\s*:\\s*\\{[^}]*\"version\"\\s*:\\s*\"12\\.")
        .matcher(versionJson)
        .find();
  }

  private static Set<Hardware.NativeJar> nativeJars() {
    EnumSet<Hardware.NativeJar> jars = EnumSet.noneOf(Hardware.NativeJar.class);
    if (has(ORT + "linux-x64/libonnxruntime_providers_cuda.so")
        || has(ORT + "win-x64/onnxruntime_providers_cuda.dll")) {
      jars.add(Hardware.NativeJar.ONNX_RUNTIME_GPU);
    } else if (has("ai/onnxruntime/OrtEnvironment.class")) {
      jars.add(Hardware.NativeJar.ONNX_RUNTIME);
    }
    if (has("org/tensorflow/native/linux-x86_64/libtensorflow_jni.so")) {
      jars.add(Hardware.NativeJar.TENSORFLOW_1);
    }
    return jars;
  }

  private static boolean has(String resource) {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    ClassLoader used = loader == null ? HardwareProbe.class.getClassLoader() : loader;
    return used != null && used.getResource(resource) != null;
  }

  private static Optional<String> runNvidiaSmi(List<String> arguments) {
    List<String> command = new ArrayList<>(List.of("nvidia-smi"));
    command.addAll(arguments);
    Path output = null;
    try {
      output = Files.createTempFile("matting4j-nvidia-smi", ".csv");
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return Optional.empty();
      }
      return process.exitValue() == 0
          ? Optional.of(Files.readString(output, StandardCharsets.UTF_8))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } finally {
      delete(output);
    }
  }

  private static void delete(@Nullable Path file) {
    if (file != null) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        file.toFile().deleteOnExit();
      }
    }
  }

  /**
   * Provides what the JDK alone cannot detect outside Linux: the processor's name and the memory.
   * {@link HardwareProbe#here(Source)} uses it only for values that are missing.
   *
   * <p>An implementation never throws; unknown values are empty.
   */
  public interface Source {
    /** Provides no values. */
    Source NONE =
        new Source() {
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
}

package io.github.matting4j.hardware;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HardwareProbeTest {
  @TempDir Path root;

  /** What nvidia-smi prints, in its documented CSV format, and what it means. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "NVIDIA GeForce RTX 3090, 24576, 535.161.08, 8.6      | AMPERE | 24576 | 535.161.08",
        "NVIDIA GeForce RTX 4090, 24564, 550.54.14, 8.9       | ADA    | 24564 | 550.54.14",
        "NVIDIA A100-SXM4-40GB, 40960, 470.82.01, 8.0         | AMPERE | 40960 | 470.82.01",
        "Tesla V100-SXM2-16GB, 16384, 450.80.02, 7.0          | VOLTA  | 16384 | 450.80.02",
        "NVIDIA H100 80GB HBM3, 81559, 535.129.03, 9.0        | HOPPER | 81559 | 535.129.03",
        "NVIDIA H200, 143771, 570.86.15, 9.0                  | HOPPER | 143771 | 570.86.15",
        "Tesla T4, 15360, 525.60.13, 7.5                      | TURING | 15360 | 525.60.13",
        "NVIDIA RTX A4000, 16376, 535.0, 8.6                  | AMPERE | 16376 | 535.0",
        "Orin (nvgpu), [N/A], 540.4.0, [N/A]                  | AMPERE | 32768 | 540.4.0",
        "Tesla V100-SXM2-16GB, 16384, 418.67                  | VOLTA  | 16384 | 418.67"
      })
  void readsNvidiaSmi(String line, Gpu.Architecture generation, long mebibytes, String driver) {
    NvidiaSmi smi = NvidiaSmi.parse(line + "\n");
    assertThat(smi.driver()).contains(driver);
    assertThat(smi.gpus()).hasSize(1);
    assertThat(smi.gpus().get(0).architecture()).isEqualTo(generation);
    assertThat(smi.gpus().get(0).memoryBytes()).hasValue(mebibytes << 20);
  }

  @Test
  void severalGpusAndNone() {
    assertThat(
            NvidiaSmi.parse(
                    "NVIDIA A100-SXM4-40GB, 40960, 535.1, 8.0\n"
                        + "NVIDIA A100-SXM4-40GB, 40960, 535.1, 8.0\n")
                .gpus())
        .hasSize(2);
    assertThat(NvidiaSmi.parse("No devices were found\n").gpus()).isEmpty();
    assertThat(NvidiaSmi.parse("").gpus()).isEmpty();
    assertThat(NvidiaSmi.parse("NVIDIA-SMI has failed, because, the driver\n").gpus()).isEmpty();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "RTX 3090, AMPERE",
    "rtx4090, ADA",
    "NVIDIA GeForce RTX 3050 Laptop GPU, AMPERE",
    "L40S, ADA",
    "L4, ADA",
    "Quadro P1000, PASCAL",
    "Quadro K2000, UNKNOWN",
    "Quadro RTX 3000, TURING",
    "Quadro RTX 4000, TURING",
    "Quadro RTX 5000 with Max-Q Design, TURING",
    "Quadro RTX 6000, TURING",
    "Quadro RTX 8000, TURING",
    "Quadro GV100, VOLTA",
    "NVIDIA RTX A2000 12GB, AMPERE",
    "NVIDIA RTX A4000, AMPERE",
    "NVIDIA RTX A5500 Laptop GPU, AMPERE",
    "NVIDIA RTX A6000, AMPERE",
    "NVIDIA RTX 4000 SFF Ada Generation, ADA",
    "NVIDIA RTX 5000 Ada Generation, ADA",
    "NVIDIA RTX 6000 Ada Generation, ADA",
    "NVIDIA RTX PRO 6000 Blackwell Workstation Edition, BLACKWELL",
    "NVIDIA RTX PRO 4000 Blackwell, BLACKWELL",
    "NVIDIA T1000 8GB, TURING",
    "NVIDIA TITAN RTX, TURING",
    "NVIDIA TITAN V, VOLTA",
    "NVIDIA TITAN Xp, PASCAL",
    "NVIDIA TITAN X (Pascal), PASCAL",
    "GeForce GTX TITAN X, MAXWELL",
    "Tesla P40, PASCAL",
    "Tesla P4, PASCAL",
    "Tesla M60, MAXWELL",
    "Tesla M4, MAXWELL",
    "Tesla K80, UNKNOWN",
    "NVIDIA GH200 480GB, HOPPER",
    "NVIDIA H20, HOPPER",
    "NVIDIA H800, HOPPER",
    "NVIDIA GB200, BLACKWELL",
    "NVIDIA B300 SXM6 AC, BLACKWELL",
    "NVIDIA A10G, AMPERE",
    "NVIDIA A100 80GB PCIe, AMPERE",
    "NVIDIA A30, AMPERE",
    "NVIDIA A2, AMPERE",
    "NVIDIA A40-48Q, AMPERE",
    "NVIDIA L20, ADA",
    "NVIDIA L2, ADA",
    "GeForce GT 1030, PASCAL",
    "GeForce MX250, PASCAL",
    "NVIDIA GeForce MX450, TURING",
    "NVIDIA GeForce RTX 5060 Ti, BLACKWELL",
    "RTX 40, ADA",
    "Jetson AGX Thor, BLACKWELL",
    "NVIDIA Jetson TX2, PASCAL",
    "NVIDIA Jetson Nano Developer Kit, MAXWELL",
    "GeForce GT430, UNKNOWN",
    "Jetson AGX Orin, AMPERE",
    "GTX 1660 Ti, TURING",
    "B200, BLACKWELL"
  })
  void namesMeanGenerations(String name, Gpu.Architecture generation) {
    assertThat(Gpu.named(name).architecture()).isEqualTo(generation);
  }

  @Test
  void aLinuxServerInAContainer() throws IOException {
    write("proc/cpuinfo", "model name\t: AMD EPYC 9354\nflags\t\t: fpu sse2 avx avx2\n");
    write("proc/meminfo", "MemTotal:       65536000 kB\nMemFree: 1 kB\n");
    write("sys/fs/cgroup/cpu.max", "50000 100000\n");
    write("sys/fs/cgroup/memory.max", "2147483648\n");
    write("proc/driver/nvidia/version", "NVRM version: NVIDIA UNIX x86_64\n");
    write(
        "usr/local/cuda/version.json",
        "{\"cuda\" : {\"name\" : \"CUDA SDK\",\n \"version\" : \"12.4.1\"}}");
    Hardware machine =
        probe("Linux", "amd64", Optional.of("NVIDIA GeForce RTX 3090, 24576, 535.161.08, 8.6\n"));
    assertThat(machine.cpu()).contains("AMD EPYC 9354");
    assertThat(machine.avx()).contains(true);
    assertThat(machine.cores()).hasValue(0.5);
    assertThat(machine.memoryBytes()).hasValue(2L << 30);
    assertThat(machine.gpu().orElseThrow().architecture()).isEqualTo(Gpu.Architecture.AMPERE);
    assertThat(machine.driver()).contains("535.161.08");
    assertThat(machine.cuda12InPlace()).contains(true);
  }

  @Test
  void withoutADriverFileTheToolIsNotAsked() {
    Hardware machine =
        new HardwareProbe(root, "Linux", "amd64")
            .probe(
                arguments -> {
                  throw new AssertionError("nvidia-smi was run");
                });
    assertThat(machine.gpus()).contains(List.of());
    assertThat(machine.cuda12InPlace()).contains(false);
  }

  @Test
  void aDriverWhoseToolFailsLeavesTheGpuUnknown() throws IOException {
    write("dev/nvidiactl", "");
    assertThat(probe("Linux", "amd64", Optional.empty()).gpus()).isEmpty();
  }

  @Test
  void aJetsonTellsItsNameInTheDeviceTree() throws IOException {
    write("proc/device-tree/model", "NVIDIA Jetson AGX Orin Developer Kit\0");
    Hardware machine = probe("Linux", "aarch64", Optional.empty());
    assertThat(machine.gpu().orElseThrow().embedded()).isTrue();
    assertThat(machine.platform().orElseThrow()).hasToString("linux-arm64");
  }

  @Test
  void aMacIsAppleSilicon() {
    Hardware machine = probe("Mac OS X", "aarch64", Optional.empty());
    assertThat(machine.cpu()).contains("Apple silicon");
    assertThat(machine.gpus()).contains(List.of());
    assertThat(machine.avx()).isEmpty();
  }

  /** Knows a machine that the JDK does not. */
  private static final HardwareProbe.Source SOURCE =
      new HardwareProbe.Source() {
        @Override
        public Optional<String> cpu() {
          return Optional.of("Apple M2 Pro");
        }

        @Override
        public OptionalLong memoryBytes() {
          return OptionalLong.of(16L << 30);
        }
      };

  @ParameterizedTest
  @CsvSource({"Mac OS X, aarch64", "Windows 11, amd64"})
  void whatTheJdkLacksASourceTells(String os, String arch) {
    Hardware machine = new HardwareProbe(root, os, arch).probe(none -> Optional.empty(), SOURCE);
    assertThat(machine.cpu()).contains("Apple M2 Pro");
    assertThat(machine.memoryBytes()).hasValue(16L << 30);
    Hardware alone = probe(os, arch, Optional.empty());
    assertThat(alone.memoryBytes()).isEmpty();
    assertThat(alone.fingerprint()).isNotEqualTo(machine.fingerprint());
  }

  @Test
  void whereTheJdkLacksNothingTheSourceIsNotAsked() throws IOException {
    write("proc/cpuinfo", "model name\t: AMD EPYC 9354\n");
    write("proc/meminfo", "MemTotal:       65536000 kB\n");
    HardwareProbe.Source dear =
        new HardwareProbe.Source() {
          @Override
          public Optional<String> cpu() {
            throw new AssertionError("was asked for the processor");
          }

          @Override
          public OptionalLong memoryBytes() {
            throw new AssertionError("was asked for the memory");
          }
        };
    Hardware machine = new HardwareProbe(root, "Linux", "amd64").probe(a -> Optional.empty(), dear);
    assertThat(machine.cpu()).contains("AMD EPYC 9354");
    assertThat(machine.memoryBytes()).hasValue(65536000L << 10);
  }

  @Test
  void thisMachineCanBeLookedAt() {
    Hardware here = HardwareProbe.here();
    assertThat(here.platform()).isPresent();
    assertThat(here.cores().orElseThrow()).isPositive();
    assertThat(here.fingerprint()).isEqualTo(HardwareProbe.here().fingerprint());
  }

  private Hardware probe(String os, String arch, Optional<String> smi) {
    return new HardwareProbe(root, os, arch).probe(arguments -> smi);
  }

  private void write(String file, String text) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }
}

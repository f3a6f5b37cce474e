package io.github.matting4j.onnx.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProcessorTest {
  @TempDir Path folder;

  private Processor linux(String cpuinfo) throws IOException {
    Path file = Files.createTempFile(folder, "cpuinfo", "");
    return Processor.of("Linux", "amd64", Files.writeString(file, cpuinfo));
  }

  private static String x86(String flags, String megahertz) {
    return "processor\t: 0\nmodel name\t: Some CPU\ncpu MHz\t\t: "
        + megahertz
        + "\nflags\t\t: "
        + flags
        + "\n\nprocessor\t: 1\nflags\t\t: avx512_vnni\n";
  }

  @Test
  void processorsAreToldApartByTheirVectors() throws Exception {
    String identity = linux(x86("fma avx2 avx512f", "2400.1")).identity().orElseThrow();
    assertThat(identity).contains("avx512f", "amd64").doesNotContain("MHz");
    assertThat(linux(x86("fma avx2 avx512f", "3100.9")).identity()).contains(identity);
    assertThat(linux(x86("fma avx2", "2400.1")).identity()).get().isNotEqualTo(identity);
    Path none = folder.resolve("none");
    assertThat(Processor.of("Linux", "amd64", none).identity()).isEmpty();
    assertThat(Processor.of("Mac OS X", "aarch64", none).identity()).isPresent();
    assertThat(Processor.of("Mac OS X", "x86_64", none).identity()).isEmpty();
    assertThat(Processor.of("Plan 9", "amd64", none).identity()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "fma avx2, false", // Haswell to Broadwell, Zen 1 to 3
    "avx2 avx512f avx512bw, false", // Skylake-X
    "avx2 avx512f avx512_vnni, true", // Cascade Lake, Zen 4
    "avx2 avx_vnni, true", // Alder Lake
    "avx2 not_avx_vnni_at_all, false",
  })
  void dotProductsOnX86(String flags, boolean expected) throws Exception {
    assertThat(linux(x86(flags, "2400")).hasByteDotProducts()).isEqualTo(expected);
  }

  @Test
  void dotProductsElsewhere() throws Exception {
    assertThat(linux("Features\t: fp asimd asimddp\n").hasByteDotProducts()).isTrue();
    assertThat(linux("Features\t: fp asimd\n").hasByteDotProducts()).isFalse();
    Path none = folder.resolve("none");
    assertThat(Processor.of("Mac OS X", "aarch64", none).hasByteDotProducts()).isTrue();
    assertThat(Processor.of("Mac OS X", "x86_64", none).hasByteDotProducts()).isFalse();
    assertThat(Processor.of("Windows 11", "amd64", none).hasByteDotProducts()).isFalse();
    assertThat(Processor.of("Linux", "amd64", none).hasByteDotProducts()).isFalse();
  }
}

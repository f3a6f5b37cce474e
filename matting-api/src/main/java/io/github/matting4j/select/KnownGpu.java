package io.github.matting4j.select;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * NVIDIA GPUs by a part of their name (a pattern); the first that fits counts. Memory and peak
 * float32 rate are the maker's data sheets, good for a guess of time and no more.
 */
enum KnownGpu {
  ORIN_NANO("orin nano", GpuArchitecture.AMPERE, 8, 1.3, true),
  ORIN_NX("orin nx", GpuArchitecture.AMPERE, 16, 1.9, true),
  ORIN("orin", GpuArchitecture.AMPERE, 32, 4.1, true),
  XAVIER("xavier", GpuArchitecture.VOLTA, 16, 1.4, true),
  JETSON("jetson", GpuArchitecture.UNKNOWN, 4, 0.5, true),
  TEGRA("tegra", GpuArchitecture.UNKNOWN, 4, 0.5, true),
  B200("b200", GpuArchitecture.BLACKWELL, 180, 75, false),
  H200("h200", GpuArchitecture.HOPPER, 141, 67, false),
  H100("h100", GpuArchitecture.HOPPER, 80, 67, false),
  A100("a100", GpuArchitecture.AMPERE, 40, 19.5, false),
  A10("a10", GpuArchitecture.AMPERE, 24, 31, false),
  A40("a40", GpuArchitecture.AMPERE, 48, 37, false),
  L40("l40", GpuArchitecture.ADA, 48, 90, false),
  L4("l4", GpuArchitecture.ADA, 24, 30, false),
  V100("v100", GpuArchitecture.VOLTA, 16, 15.7, false),
  P100("p100", GpuArchitecture.PASCAL, 16, 9.5, false),
  T4("t4", GpuArchitecture.TURING, 16, 8.1, false),
  RTX_5090("5090", GpuArchitecture.BLACKWELL, 32, 105, false),
  RTX_5080("5080", GpuArchitecture.BLACKWELL, 16, 56, false),
  RTX_5070("5070", GpuArchitecture.BLACKWELL, 12, 31, false),
  RTX_4090("4090", GpuArchitecture.ADA, 24, 82.6, false),
  RTX_4080("4080", GpuArchitecture.ADA, 16, 48.7, false),
  RTX_4070("4070", GpuArchitecture.ADA, 12, 29, false),
  RTX_4060("4060", GpuArchitecture.ADA, 8, 15, false),
  RTX_3090("3090", GpuArchitecture.AMPERE, 24, 35.6, false),
  RTX_3080("3080", GpuArchitecture.AMPERE, 10, 29.8, false),
  RTX_3070("3070", GpuArchitecture.AMPERE, 8, 20.3, false),
  RTX_3060("3060", GpuArchitecture.AMPERE, 12, 12.7, false),
  RTX_2080("2080", GpuArchitecture.TURING, 8, 10.1, false),
  RTX_2070("2070", GpuArchitecture.TURING, 8, 7.5, false),
  GTX_1080("1080", GpuArchitecture.PASCAL, 8, 8.9, false),
  RTX_50("rtx 50(\\d\\d)?", GpuArchitecture.BLACKWELL, 8, 20, false),
  RTX_40("rtx 40(\\d\\d)?", GpuArchitecture.ADA, 8, 15, false),
  RTX_30("rtx 30(\\d\\d)?", GpuArchitecture.AMPERE, 8, 9, false),
  RTX_20("rtx 20(\\d\\d)?", GpuArchitecture.TURING, 6, 6.5, false),
  GTX_16("gtx 16(\\d\\d)?", GpuArchitecture.TURING, 4, 3, false),
  GTX_10("gtx 10(\\d\\d)?", GpuArchitecture.PASCAL, 4, 3, false),
  GTX_9("gtx 9(\\d\\d)?", GpuArchitecture.MAXWELL, 4, 3, false);

  private final Pattern name;
  private final GpuArchitecture architecture;
  private final int gibibytes;
  private final double teraflops;
  private final boolean embedded;

  KnownGpu(
      String part,
      GpuArchitecture architecture,
      int gibibytes,
      double teraflops,
      boolean embedded) {
    // not the end of another name ("gt430" is no T4) and not the start of one ("l40" is no L4)
    this.name = Pattern.compile((isNumber(part) ? "(?<!\\d)" : "(?<![a-z])") + part + "(?!\\d)");
    this.architecture = architecture;
    this.gibibytes = gibibytes;
    this.teraflops = teraflops;
    this.embedded = embedded;
  }

  private static boolean isNumber(String part) {
    return Character.isDigit(part.charAt(0));
  }

  static Optional<KnownGpu> of(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return Arrays.stream(values()).filter(gpu -> gpu.name.matcher(lower).find()).findFirst();
  }

  GpuArchitecture architecture() {
    return architecture;
  }

  long memoryBytes() {
    return (long) gibibytes << 30;
  }

  double teraflops() {
    return teraflops;
  }

  boolean isEmbedded() {
    return embedded;
  }
}

package io.github.matting4j.hardware;

import static io.github.matting4j.hardware.Gpu.Architecture.ADA;
import static io.github.matting4j.hardware.Gpu.Architecture.AMPERE;
import static io.github.matting4j.hardware.Gpu.Architecture.BLACKWELL;
import static io.github.matting4j.hardware.Gpu.Architecture.HOPPER;
import static io.github.matting4j.hardware.Gpu.Architecture.MAXWELL;
import static io.github.matting4j.hardware.Gpu.Architecture.PASCAL;
import static io.github.matting4j.hardware.Gpu.Architecture.TURING;
import static io.github.matting4j.hardware.Gpu.Architecture.UNKNOWN;
import static io.github.matting4j.hardware.Gpu.Architecture.VOLTA;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * NVIDIA GPUs by a part of their name (a pattern); the first match is used. Memory and peak float32
 * rate are those of the maker's data sheets and suffice for rough estimates only.
 */
enum KnownGpu {
  // boards and small machines
  ORIN_NANO("orin nano", AMPERE, 8, 1.3, true),
  ORIN_NX("orin nx", AMPERE, 16, 1.9, true),
  ORIN("orin", AMPERE, 32, 4.1, true),
  THOR("(jetson|agx).*thor", BLACKWELL, 128, 8, true),
  GB10("gb10", BLACKWELL, 128, 31, true),
  XAVIER("xavier", VOLTA, 16, 1.4, true),
  TX2("tx2", PASCAL, 8, 0.7, true),
  TX1("tx1", MAXWELL, 4, 0.5, true),
  NANO("jetson nano", MAXWELL, 4, 0.25, true),
  JETSON("jetson", UNKNOWN, 4, 0.5, true),
  TEGRA("tegra", UNKNOWN, 4, 0.5, true),
  // workstations; their numbers resemble those of the GeForce cards and mean other chips
  PRO_6000("rtx pro 6000", BLACKWELL, 96, 125, false),
  PRO("rtx pro \\d{3,4}", BLACKWELL, 16, 17, false),
  ADA_6000("rtx 6000 ada", ADA, 48, 91, false),
  ADA_5000("rtx 5000 ada", ADA, 32, 65, false),
  ADA_4000("rtx 4[05]00( sff)? ada", ADA, 20, 26, false),
  ADA_CARD("rtx \\d{3,4}( sff)? ada", ADA, 8, 12, false),
  RTX_A6000("rtx a6000", AMPERE, 48, 38, false),
  RTX_A5000("rtx a5[05]00", AMPERE, 24, 27, false),
  RTX_A4000("rtx a4[05]00", AMPERE, 16, 19, false),
  RTX_A("rtx a\\d{3,4}", AMPERE, 4, 6, false),
  QUADRO_RTX_8000("rtx 8000", TURING, 48, 16, false),
  QUADRO_RTX_6000("rtx 6000", TURING, 24, 16, false),
  QUADRO_RTX_5000("rtx 5000", TURING, 16, 11, false),
  QUADRO_RTX_4000("rtx 4000", TURING, 8, 7.1, false),
  QUADRO_RTX_3000("rtx 3000", TURING, 6, 5.4, false),
  QUADRO_T("t(400|500|550|600|1000|1200|2000)", TURING, 4, 1.1, false),
  QUADRO_GV100("gv100", VOLTA, 32, 14.8, false),
  QUADRO_GP100("gp100", PASCAL, 16, 10.3, false),
  QUADRO_P6000("quadro p6000", PASCAL, 24, 12, false),
  QUADRO_P5000("quadro p5[02]00", PASCAL, 16, 7, false),
  QUADRO_P("quadro p\\d{3,4}", PASCAL, 2, 1.1, false),
  QUADRO_M("quadro m\\d{3,4}m?", MAXWELL, 2, 1.1, false),
  TITAN_RTX("titan rtx", TURING, 24, 16.3, false),
  TITAN_V("titan v", VOLTA, 12, 13.8, false),
  TITAN_XP("titan xp", PASCAL, 12, 12, false),
  TITAN_X_PASCAL("titan x \\(pascal\\)", PASCAL, 12, 11, false),
  GTX_TITAN_X("gtx titan x", MAXWELL, 12, 6.7, false),
  // data centres
  B300("g?b300", BLACKWELL, 270, 75, false),
  B200("g?b200", BLACKWELL, 180, 75, false),
  B100("b100", BLACKWELL, 180, 60, false),
  GH200("gh200", HOPPER, 96, 67, false),
  H200("h200", HOPPER, 141, 67, false),
  H100("h100", HOPPER, 80, 67, false),
  H800("h800", HOPPER, 80, 67, false),
  H20("h20", HOPPER, 96, 44, false),
  A100("a100", AMPERE, 40, 19.5, false),
  A800("a800", AMPERE, 40, 19.5, false),
  A10("a10", AMPERE, 24, 31, false),
  A40("a40", AMPERE, 48, 37, false),
  A30("a30", AMPERE, 24, 10.3, false),
  A16("a16", AMPERE, 16, 4.5, false),
  A2("a2", AMPERE, 16, 4.5, false),
  L40("l40", ADA, 48, 90, false),
  L20("l20", ADA, 48, 59, false),
  L4("l4", ADA, 24, 30, false),
  L2("l2", ADA, 24, 24, false),
  V100("v100", VOLTA, 16, 15.7, false),
  P100("p100", PASCAL, 16, 9.5, false),
  P40("p40", PASCAL, 24, 11.8, false),
  P6("tesla p6", PASCAL, 16, 6.2, false),
  P4("p4", PASCAL, 8, 5.5, false),
  M60("m60", MAXWELL, 8, 4.8, false),
  M40("m40", MAXWELL, 12, 6.8, false),
  M10("tesla m10", MAXWELL, 8, 1.6, false),
  M4("tesla m[46]", MAXWELL, 4, 2.2, false),
  T4("t4", TURING, 16, 8.1, false),
  // GeForce
  RTX_5090("5090", BLACKWELL, 32, 105, false),
  RTX_5080("5080", BLACKWELL, 16, 56, false),
  RTX_5070("5070", BLACKWELL, 12, 31, false),
  RTX_4090("4090", ADA, 24, 82.6, false),
  RTX_4080("4080", ADA, 16, 48.7, false),
  RTX_4070("4070", ADA, 12, 29, false),
  RTX_4060("4060", ADA, 8, 15, false),
  RTX_3090("3090", AMPERE, 24, 35.6, false),
  RTX_3080("3080", AMPERE, 10, 29.8, false),
  RTX_3070("3070", AMPERE, 8, 20.3, false),
  RTX_3060("3060", AMPERE, 12, 12.7, false),
  RTX_2080("2080", TURING, 8, 10.1, false),
  RTX_2070("2070", TURING, 8, 7.5, false),
  GTX_1080("1080", PASCAL, 8, 8.9, false),
  RTX_50("rtx 50(\\d\\d)?", BLACKWELL, 8, 20, false),
  RTX_40("rtx 40(\\d\\d)?", ADA, 8, 15, false),
  RTX_30("rtx 30(\\d\\d)?", AMPERE, 8, 9, false),
  RTX_20("rtx 20(\\d\\d)?", TURING, 6, 6.5, false),
  GTX_16("gtx 16(\\d\\d)?", TURING, 4, 3, false),
  GTX_10("gtx 10(\\d\\d)?", PASCAL, 4, 3, false),
  GT_10("gt 10(\\d\\d)?", PASCAL, 2, 1.1, false),
  GTX_9("gtx 9(\\d\\d)?", MAXWELL, 4, 3, false),
  GTX_750("gtx 7(45|50)", MAXWELL, 2, 1.3, false),
  MX_570("mx570", AMPERE, 2, 4, false),
  MX_400("mx[45]50", TURING, 2, 2.5, false),
  MX_110("mx1[13]0", MAXWELL, 2, 0.8, false),
  MX_150("mx(150|[23][35]0)", PASCAL, 2, 1.1, false);

  private final Pattern name;
  private final Gpu.Architecture architecture;
  private final int gibibytes;
  private final double teraflops;
  private final boolean embedded;

  KnownGpu(
      String part,
      Gpu.Architecture architecture,
      int gibibytes,
      double teraflops,
      boolean embedded) {
    // not the end of another name ("gt430" is no T4) and not the start of one ("l40" is no L4)
    this.name =
        Pattern.compile((isNumber(part) ? "(?<!\\d)" : "(?<![a-z])") + "(" + part + ")(?!\\d)");
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

  Gpu.Architecture architecture() {
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

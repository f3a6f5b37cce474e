package io.github.matting4j.testdata.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.TensorInfo;
import io.github.matting4j.testdata.onnx.OnnxModel;
import io.github.matting4j.testdata.onnx.OrtRun;
import io.github.matting4j.testdata.onnx.Pictures;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every architecture at a sixteenth of its width, run in ONNX Runtime. */
class SmallNetworksTest {

  /** Sums may run in another order in a batch of two. */
  private static final float ROUNDING = 1e-4f;

  static Stream<NetworkSpec> fixedExact() {
    return small().map(spec -> spec.fixedSize(sides(spec, 0)[0], sides(spec, 0)[1]));
  }

  static Stream<NetworkSpec> fixedAsExported() {
    return small()
        .map(spec -> spec.adaptivePooling(AdaptivePooling.EXPORTER))
        .map(spec -> spec.fixedSize(sides(spec, 1)[0], sides(spec, 1)[1]));
  }

  /** All networks; PP-Matting-1024 is PP-Matting-512 at another size. */
  static Stream<NetworkSpec> small() {
    return NetworkSpec.all().stream()
        .filter(spec -> !spec.name().equals("pp-matting-1024"))
        .map(spec -> spec.widthDivisor(16).seed(7));
  }

  @ParameterizedTest
  @MethodSource("fixedExact")
  void fixedGraphMakesAMatte(NetworkSpec spec) throws Exception {
    checkFixed(spec);
  }

  @ParameterizedTest
  @MethodSource("fixedAsExported")
  void exportedGraphMakesAMatte(NetworkSpec spec) throws Exception {
    checkFixed(spec);
  }

  @ParameterizedTest
  @MethodSource("small")
  void dynamicGraphMakesAMatteAtEverySize(NetworkSpec spec) throws Exception {
    try (OrtRun dynamic = OrtRun.open(spec.dynamic().model())) {
      assertThat(shape(dynamic, "img")).containsExactly(-1, 3, -1, -1);
      for (int which = 0; which < 3; which++) {
        int[] size = sides(spec, which);
        checkMatte(run(dynamic, 1, size[0], size[1]), 1, size[0], size[1]);
      }
    }
  }

  /** Bit for bit, as long as the runtime does not optimise the two differently. */
  @ParameterizedTest
  @MethodSource("small")
  void dynamicGraphEqualsTheFixedOne(NetworkSpec spec) throws Exception {
    try (OrtRun dynamic = OrtRun.openUnoptimized(spec.dynamic().model())) {
      for (int which : new int[] {0, 2, 3}) {
        int[] size = sides(spec, which);
        OnnxModel model = spec.fixedSize(size[0], size[1]).model();
        try (OrtRun fixed = OrtRun.openUnoptimized(model)) {
          float[] expected = run(fixed, 1, size[0], size[1]).values();
          assertThat(run(dynamic, 1, size[0], size[1]).values()).isEqualTo(expected);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("small")
  void dynamicGraphTakesABatch(NetworkSpec spec) throws Exception {
    int[] size = sides(spec, 0);
    try (OrtRun dynamic = OrtRun.openUnoptimized(spec.dynamic().model())) {
      OrtRun.Result both = run(dynamic, 2, size[0], size[1]);
      checkMatte(both, 2, size[0], size[1]);
      OrtRun.Result alone = run(dynamic, 1, size[0], size[1]);
      for (int i = 0; i < alone.values().length; i += 997) {
        assertThat(both.values()[i]).isCloseTo(alone.values()[i], within(ROUNDING));
      }
    }
  }

  private static void checkFixed(NetworkSpec spec) throws Exception {
    NetworkSummary summary = spec.summary();
    assertThat(summary.fileBytes()).isBetween(100_000L, 2_000_000L);
    try (OrtRun run = OrtRun.open(spec.model())) {
      assertThat(run.session().getInputNames()).containsExactly("img");
      assertThat(run.session().getOutputNames()).containsExactly(spec.outputName());
      assertThat(shape(run, "img")).containsExactly(1, 3, summary.height(), summary.width());
      OrtRun.Result matte = run(run, 1, summary.width(), summary.height());
      checkMatte(matte, 1, summary.width(), summary.height());
    }
  }

  private static void checkMatte(OrtRun.Result matte, int batch, int width, int height) {
    assertThat(matte.shape()).containsExactly(batch, 1, height, width);
    for (float value : matte.values()) {
      if (!(value >= 0 && value <= 1)) {
        throw new AssertionError("matte has a value of " + value);
      }
    }
    assertThat(matte.deviation()).as("the matte depends on the picture").isGreaterThan(0.002);
  }

  private static OrtRun.Result run(OrtRun run, int batch, int width, int height) throws Exception {
    return run.run(Pictures.disc(batch, width, height), batch, 3, height, width);
  }

  private static long[] shape(OrtRun run, String input) throws Exception {
    return ((TensorInfo) run.session().getInputInfo().get(input).getInfo()).getShape();
  }

  /**
   * Width and height: the first two as small as the network takes them, without and with the
   * exporter's pools; one wide and one of another ratio.
   */
  private static int[] sides(NetworkSpec spec, int which) {
    if (spec.sideMultiple() == 128) {
      return List.of(
              new int[] {128, 256},
              new int[] {768, 640},
              new int[] {384, 128},
              new int[] {256, 384})
          .get(which);
    }
    return List.of(
            new int[] {96, 128}, new int[] {416, 384}, new int[] {288, 64}, new int[] {224, 160})
        .get(which);
  }
}

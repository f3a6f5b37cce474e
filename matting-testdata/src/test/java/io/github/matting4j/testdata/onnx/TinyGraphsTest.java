package io.github.matting4j.testdata.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TinyGraphsTest {

  private static final int WIDTH = 4;
  private static final int HEIGHT = 2;

  private static final TinyGraphs DYNAMIC = TinyGraphs.dynamic();
  private static final float[] PICTURE = Pictures.disc(1, WIDTH, HEIGHT);

  @Test
  void identityAlphaIsTheBrightness() throws Exception {
    OrtRun.Result result = run(DYNAMIC.identityAlpha());
    assertThat(result.shape()).containsExactly(1, 1, HEIGHT, WIDTH);
    assertThat(result.values()).containsExactly(brightness(), within(1e-6f));
  }

  @Test
  void channelPickerPicks() throws Exception {
    for (int c = 0; c < 3; c++) {
      float[] expected = new float[WIDTH * HEIGHT];
      for (int i = 0; i < expected.length; i++) {
        expected[i] = PICTURE[c * expected.length + i] * 0.5f + 0.5f;
      }
      assertThat(run(DYNAMIC.channelPicker(c)).values()).containsExactly(expected, within(1e-6f));
    }
  }

  @Test
  void stepAlphaIsHard() throws Exception {
    float[] expected = brightness();
    for (int i = 0; i < expected.length; i++) {
      expected[i] = expected[i] > 0.5f ? 1 : 0;
    }
    assertThat(run(DYNAMIC.stepAlpha()).values()).containsExactly(expected).contains(0, 1);
  }

  @Test
  void constantsAreConstant() throws Exception {
    assertThat(run(DYNAMIC.constantAlpha(0.25f)).values()).containsOnly(0.25f);
    assertThat(run(DYNAMIC.nanOutput()).values()).hasSize(WIDTH * HEIGHT).containsOnly(Float.NaN);
  }

  @Test
  void outOfRangeLeavesTheRange() throws Exception {
    float[] black = new float[3];
    float[] white = new float[3];
    Arrays.fill(black, -1);
    Arrays.fill(white, 1);
    try (OrtRun run = OrtRun.open(DYNAMIC.outOfRange())) {
      assertThat(run.run(black, 1, 3, 1, 1).values()).containsExactly(-0.5f);
      assertThat(run.run(white, 1, 3, 1, 1).values()).containsExactly(1.5f);
    }
  }

  @Test
  void wrongShapesAreWrongAsAnnounced() throws Exception {
    assertThat(run(DYNAMIC.wrongRank()).shape()).containsExactly(1, HEIGHT, WIDTH);
    assertThat(run(DYNAMIC.threeChannelOutput()).shape()).containsExactly(1, 3, HEIGHT, WIDTH);
    assertThat(run(DYNAMIC.halfSizeOutput()).shape()).containsExactly(1, 1, 1, 2);
  }

  @Test
  void namesAndSizesAreThoseAskedFor() throws Exception {
    TinyGraphs graphs = TinyGraphs.fixed(WIDTH, HEIGHT).named("in", "out");
    try (OrtRun run = OrtRun.open(graphs.identityAlpha())) {
      assertThat(run.session().getInputNames()).containsExactly("in");
      assertThat(run.session().getOutputNames()).containsExactly("out");
      assertThat(shapeOf(run, "in")).containsExactly(1, 3, HEIGHT, WIDTH);
      assertThat(run.run(PICTURE, 1, 3, HEIGHT, WIDTH).values()).hasSize(WIDTH * HEIGHT);
    }
    try (OrtRun run = OrtRun.open(DYNAMIC.batch(Dim.of(1)).identityAlpha())) {
      assertThat(shapeOf(run, "img")).containsExactly(1, 3, -1, -1);
    }
    try (OrtRun run = OrtRun.open(DYNAMIC.inputChannels(4))) {
      assertThat(shapeOf(run, "img")).containsExactly(-1, 4, -1, -1);
    }
  }

  @Test
  void extraInputsAndOutputsAreThere() throws Exception {
    try (OrtRun run = OrtRun.open(DYNAMIC.twoInputs())) {
      assertThat(run.session().getInputNames()).containsExactly("img", "trimap");
    }
    try (OrtRun run = OrtRun.open(DYNAMIC.twoOutputs())) {
      assertThat(run.session().getOutputNames()).containsExactly("alpha", "foreground");
    }
  }

  @Test
  void uint8InputTakesBytes() throws Exception {
    byte[] pixels = {0, (byte) 255, 0, (byte) 255, 0, (byte) 255};
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtRun run = OrtRun.open(DYNAMIC.uint8Input());
        OnnxTensor tensor =
            OnnxTensor.createTensor(
                environment, ByteBuffer.wrap(pixels), new long[] {1, 3, 1, 2}, OnnxJavaType.UINT8);
        OrtSession.Result result = run.session().run(Map.of("img", tensor))) {
      FloatBuffer alpha = ((OnnxTensor) result.get(0)).getFloatBuffer();
      assertThat(alpha.get(0)).isEqualTo(0);
      assertThat(alpha.get(1)).isEqualTo(1);
    }
  }

  @Test
  void brokenGraphsBreakWhereTheyShould() throws Exception {
    assertThatThrownBy(() -> OrtRun.open(DYNAMIC.unknownOperator()))
        .isInstanceOf(OrtException.class);
    for (TinyGraphs graphs : new TinyGraphs[] {DYNAMIC, TinyGraphs.fixed(WIDTH, HEIGHT)}) {
      assertThatThrownBy(() -> run(graphs.failingRun())).isInstanceOf(OrtException.class);
      try (OrtRun loads = OrtRun.open(DYNAMIC.failingRun())) {
        assertThat(loads.session().getNumInputs()).isEqualTo(1);
      }
    }
  }

  /**
   * More than the 47 bits of an address space, so this fails even where memory is overcommitted.
   */
  @Test
  void hugeAllocationFailsAtRunTime() throws Exception {
    for (TinyGraphs graphs : new TinyGraphs[] {DYNAMIC, TinyGraphs.fixed(WIDTH, HEIGHT)}) {
      try (OrtRun run = OrtRun.open(graphs.hugeAllocation(100_000_000_000_000L))) {
        assertThatThrownBy(() -> run.run(PICTURE, 1, 3, HEIGHT, WIDTH))
            .isInstanceOf(OrtException.class);
      }
      assertThat(run(graphs.hugeAllocation(1000)).values())
          .containsExactly(brightness(), within(1e-6f));
    }
  }

  @Test
  void slowLoopComesBackToTheIdentity() throws Exception {
    assertThat(run(DYNAMIC.slowLoop(999)).values()).containsExactly(brightness(), within(1e-4f));
  }

  @Test
  void slowLoopCanBeStopped() throws Exception {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtRun run = OrtRun.open(DYNAMIC.slowLoop(1_000_000_000));
        OrtSession.RunOptions options = new OrtSession.RunOptions();
        OnnxTensor tensor =
            OnnxTensor.createTensor(
                environment, FloatBuffer.wrap(PICTURE), new long[] {1, 3, HEIGHT, WIDTH})) {
      CompletableFuture<Throwable> outcome =
          CompletableFuture.supplyAsync(
              () -> {
                try (OrtSession.Result result =
                    run.session()
                        .run(Map.of("img", tensor), run.session().getOutputNames(), options)) {
                  return new AssertionError("the loop ended: " + result);
                } catch (OrtException e) {
                  return e;
                }
              });
      Thread.sleep(300);
      assertThat(outcome).isNotDone();
      options.setTerminate(true);
      assertThat(outcome.get(20, TimeUnit.SECONDS)).isInstanceOf(OrtException.class);
    }
  }

  private static OrtRun.Result run(OnnxModel model) throws OrtException {
    try (OrtRun run = OrtRun.open(model)) {
      return run.run(PICTURE, 1, 3, HEIGHT, WIDTH);
    }
  }

  private static float[] brightness() {
    int plane = WIDTH * HEIGHT;
    float[] means = new float[plane];
    for (int i = 0; i < plane; i++) {
      float sum = PICTURE[i] + PICTURE[plane + i] + PICTURE[2 * plane + i];
      means[i] = sum / 3 * 0.5f + 0.5f;
    }
    return means;
  }

  private static long[] shapeOf(OrtRun run, String input) throws OrtException {
    return ((TensorInfo) run.session().getInputInfo().get(input).getInfo()).getShape();
  }
}

package io.github.matting4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.model.Cancellation;
import io.github.matting4j.model.MattingCancelledException;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.MattingResult;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.model.RunControl;
import io.github.matting4j.onnx.recipe.ExtraInput;
import io.github.matting4j.onnx.recipe.InputSize;
import io.github.matting4j.onnx.recipe.RecurrentState;
import io.github.matting4j.testdata.onnx.FormGraphs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The alpha of the network is the mean of red and of its own state, which is the alpha before. */
class FrameSequenceTest {
  private static final ArgbImage RED = ArgbImage.filled(40, 24, 0xFF_FF_00_00);
  private static final ArgbImage BLACK = ArgbImage.filled(40, 24, 0xFF_00_00_00);

  @TempDir Path folder;
  private MattingModel model;

  private MattingModel open(RecurrentState state) throws Exception {
    return OnnxNetwork.builder("recurrent")
        .file(FormGraphs.recurrent().write(folder.resolve("recurrent.onnx")))
        .size(InputSize.open())
        .input("src")
        .output("pha")
        .state(state)
        .extra(ExtraInput.longSideRatio("downsample_ratio", 512))
        .build()
        .provider()
        .open("recurrent", OpenOptions.forLatency().threads(1).callers(2));
  }

  @BeforeEach
  void open() throws Exception {
    model = open(new RecurrentState("r1i", "r1o"));
  }

  @AfterEach
  void close() {
    model.close();
  }

  private static float alpha(MattingResult result) {
    float[] values = result.matte().toArray();
    assertThat(values).containsOnly(values[0]);
    return values[0];
  }

  @Test
  void statesGoFromFrameToFrame() {
    try (MattingModel.FrameSequence sequence = model.sequence()) {
      assertThat(alpha(sequence.next(RED))).isEqualTo(0.5f);
      assertThat(alpha(sequence.next(RED))).isEqualTo(0.75f);
      assertThat(alpha(sequence.next(RED))).isEqualTo(0.875f);
      assertThat(alpha(sequence.next(BLACK))).isEqualTo(0.4375f);
      sequence.reset();
      assertThat(alpha(sequence.next(RED))).isEqualTo(0.5f);
    }
  }

  @Test
  void sequencesAndPhotosDoNotMix() {
    try (MattingModel.FrameSequence one = model.sequence();
        MattingModel.FrameSequence other = model.sequence()) {
      assertThat(alpha(one.next(RED))).isEqualTo(0.5f);
      assertThat(alpha(other.next(BLACK))).isZero();
      assertThat(alpha(model.run(RED))).isEqualTo(0.5f);
      assertThat(alpha(one.next(RED))).isEqualTo(0.75f);
      assertThat(alpha(other.next(RED))).isEqualTo(0.5f);
      assertThat(alpha(model.run(RED))).isEqualTo(0.5f);
    }
  }

  @Test
  void sequencesOfSeveralThreadsDoNotMix() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      List<Future<Float>> last = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        ArgbImage frame = i == 1 ? BLACK : RED;
        last.add(
            threads.submit(
                () -> {
                  float alpha = Float.NaN;
                  try (MattingModel.FrameSequence sequence = model.sequence()) {
                    for (int f = 0; f < 10; f++) {
                      alpha = alpha(sequence.next(frame));
                    }
                  }
                  return alpha;
                }));
      }
      assertThat(last.get(0).get()).isEqualTo(1 - 0x1p-10f);
      assertThat(last.get(1).get()).isZero();
      assertThat(last.get(2).get()).isEqualTo(1 - 0x1p-10f);
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void anotherSizeStartsAgainAndIsReported() {
    try (MattingModel.FrameSequence sequence = model.sequence()) {
      sequence.next(RED);
      assertThat(sequence.next(RED).report().warnings()).isEmpty();
      MattingResult other = sequence.next(ArgbImage.filled(24, 40, 0xFF_FF_00_00));
      assertThat(alpha(other)).isEqualTo(0.5f);
      assertThat(other.report().warnings())
          .containsExactly(
              "the frame is 24x40, the one before it was 40x24; the states of the network started"
                  + " again");
    }
  }

  @Test
  void aFrameThatFailsLeavesTheStates() {
    try (MattingModel.FrameSequence sequence = model.sequence()) {
      sequence.next(RED);
      Cancellation cancelled = new Cancellation();
      cancelled.cancel();
      assertThatThrownBy(() -> sequence.next(BLACK, RunControl.unlimited().cancelledBy(cancelled)))
          .isInstanceOf(MattingCancelledException.class);
      assertThat(alpha(sequence.next(RED))).isEqualTo(0.75f);
    }
  }

  @Test
  void anAlphaThatIsTheStateIsCarried() throws Exception {
    try (MattingModel own = open(new RecurrentState("r1i", "pha"));
        MattingModel.FrameSequence sequence = own.sequence()) {
      assertThat(alpha(sequence.next(RED))).isEqualTo(0.5f);
      assertThat(alpha(sequence.next(RED))).isEqualTo(0.75f);
    }
  }

  @Test
  void theRatioIsThatOfTheLongSide() {
    assertThat(alpha(model.run(ArgbImage.filled(1024, 4, 0xFF_FF_00_00)))).isEqualTo(0.25f);
    assertThat(alpha(model.run(RED))).isEqualTo(0.5f);
  }

  @Test
  void closedSequencesAndModelsRefuseFrames() {
    MattingModel.FrameSequence sequence = model.sequence();
    sequence.next(RED);
    sequence.close();
    sequence.close();
    assertThatThrownBy(() -> sequence.next(RED))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("sequence is closed");
    MattingModel.FrameSequence late = model.sequence();
    model.close();
    assertThatThrownBy(() -> late.next(RED))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("recurrent is closed");
  }
}

package io.github.matting4j.javacv;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.javacv.media.VideoFrame;
import io.github.matting4j.model.InferenceException;
import io.github.matting4j.model.MattingResult;
import io.github.matting4j.model.ModelLoad;
import io.github.matting4j.model.RunControl;
import io.github.matting4j.sequence.TemporalFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several frames in the network at once. */
class NetworkSourceTest {
  private static final int FRAMES = 6;
  private static final int FAILING = 3;

  /** Frames whose red is 100 plus ten times their number. */
  private static final class Numbered implements FrameSource<VideoFrame> {
    private int number;

    @Override
    public VideoFrame next() {
      if (number == FRAMES) {
        return null;
      }
      ArgbImage image = ArgbImage.filled(8, 8, 0xFF000000 | (100 + 10 * number) << 16);
      return new VideoFrame(image, 1000L * number++, 1000);
    }

    @Override
    public void close() {}
  }

  /** A network that goes on only when two runs are in it, and fails for one frame. */
  private static class Pairs extends TestModel {
    private final CyclicBarrier two = new CyclicBarrier(2);

    Pairs() {
      super("pairs");
    }

    @Override
    public MattingResult run(ArgbImage photo) {
      try {
        two.await(10, TimeUnit.SECONDS);
      } catch (Exception e) {
        throw new InferenceException("alone", e);
      }
      if ((photo.argb(0, 0) >> 16 & 0xFF) == 100 + 10 * FAILING) {
        throw new InferenceException("as asked");
      }
      return result(RedModel.matteOf(photo));
    }

    @Override
    public MattingResult run(ArgbImage photo, RunControl control) {
      return run(photo);
    }

    @Override
    public ModelLoad load() {
      return new ModelLoad(0, 0, 2);
    }
  }

  @Test
  void twoFramesAreInTheNetworkAndComeOutInTheirOrder() throws Exception {
    VideoSettings settings = new VideoSettings();
    SteadyStage steady = new SteadyStage(TemporalFilter.none());
    List<MattedFrame> out = new ArrayList<>();
    try (MattedSource frames =
        new MattedSource(
            new NetworkSource(new Numbered(), new NetworkRuns(new Pairs(), settings)), steady)) {
      for (MattedFrame frame = frames.next(); frame != null; frame = frames.next()) {
        out.add(frame);
      }
    }
    assertThat(out).hasSize(FRAMES);
    for (int i = 0; i < FRAMES; i++) {
      assertThat(out.get(i).frame().nanos()).isEqualTo(1000L * i);
      float expected = (i == FAILING ? i - 1 : i) / 10f;
      assertThat(out.get(i).matte().alpha(0, 0)).as("frame " + i).isEqualTo(expected);
    }
    assertThat(steady.held()).isEqualTo(1);
    assertThat(steady.warnings()).singleElement().asString().contains("as asked");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void onlyIndependentFramesShareTheNetwork(boolean independent) {
    Pairs model =
        new Pairs() {
          @Override
          public FrameSequence sequence() {
            return independent ? super.sequence() : (frame, control) -> run(frame, control);
          }
        };
    try (NetworkRuns runs = new NetworkRuns(model, new VideoSettings())) {
      assertThat(runs.lanes()).isEqualTo(independent ? 2 : 1);
    }
  }
}

package io.github.matting4j.javacv;

import io.github.matting4j.compose.Background;
import io.github.matting4j.compose.Composer;
import io.github.matting4j.compose.ForegroundEstimator;
import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.javacv.media.Content;
import io.github.matting4j.javacv.media.FrameOutput;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is written of each frame: the person cut out or composed, or the matte. */
final class ComposedSource implements FrameSource<ComposedSource.Composed> {
  /**
   * One picture or matte, not both.
   *
   * @param nanos when it appears
   * @param durationNanos how long it is shown
   */
  record Composed(
      @Nullable ArgbImage image, @Nullable AlphaMatte matte, long nanos, long durationNanos) {
    void writeTo(FrameOutput output) throws IOException {
      if (image != null) {
        output.write(image, nanos, durationNanos);
      } else if (matte != null) {
        output.write(matte, nanos, durationNanos);
      }
    }
  }

  /** Three of 255 levels at the contrast of black and white, about what a coded video shows. */
  static final ForegroundEstimator ESTIMATOR = ForegroundEstimator.multiLevel(3 / 255f);

  private final FrameSource<MattedFrame> frames;
  private final Content content;
  private final VideoSettings settings;
  private final Optional<VideoBackground.Frames> backgrounds;
  private final long length;
  private final StageClock clock = new StageClock();

  /** Takes over the backgrounds and closes them. */
  ComposedSource(
      FrameSource<MattedFrame> frames,
      Content content,
      VideoSettings settings,
      Optional<VideoBackground.Frames> backgrounds) {
    this.frames = frames;
    this.content = content;
    this.settings = settings;
    this.backgrounds = backgrounds;
    this.length = settings.to == null ? Long.MAX_VALUE : settings.to.minus(settings.from).toNanos();
  }

  @Override
  public @Nullable Composed next() throws IOException {
    MattedFrame next = frames.next();
    while (next != null && next.frame().nanos() < 0) { // leads in to a part
      next = frames.next();
    }
    MattedFrame frame = next;
    return frame == null || frame.frame().nanos() >= length
        ? null
        : clock.measure(() -> composed(frame));
  }

  private Composed composed(MattedFrame frame) throws IOException {
    ArgbImage photo = frame.frame().image();
    long nanos = frame.frame().nanos();
    long duration = frame.frame().durationNanos();
    return switch (content) {
      case MATTE -> new Composed(null, frame.matte().times(photo), nanos, duration);
      case CUT_OUT ->
          new Composed(
              composer(Composer.cutOut()).compose(photo, frame.matte()), null, nanos, duration);
      case OPAQUE -> {
        Background background = backgrounds.orElseThrow().at(nanos + settings.partStart.toNanos());
        yield new Composed(
            composer(Composer.onto(background)).compose(photo, frame.matte()),
            null,
            nanos,
            duration);
      }
    };
  }

  private Composer composer(Composer standard) {
    return settings.composing.apply(standard.estimating(ESTIMATOR));
  }

  StageClock clock() {
    return clock;
  }

  @Override
  public void close() throws IOException {
    try {
      frames.close();
    } finally {
      if (backgrounds.isPresent()) {
        backgrounds.get().close();
      }
    }
  }
}

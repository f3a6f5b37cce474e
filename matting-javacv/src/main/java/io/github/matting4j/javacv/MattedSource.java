package io.github.matting4j.javacv;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The frames of a source with their steadied mattes. */
final class MattedSource implements FrameSource<MattedFrame> {
  private final FrameSource<NetworkRuns.Outcome> outcomes;
  private final SteadyStage stage;
  private final StageClock clock = new StageClock();

  MattedSource(FrameSource<NetworkRuns.Outcome> outcomes, SteadyStage stage) {
    this.outcomes = outcomes;
    this.stage = stage;
  }

  @Override
  public @Nullable MattedFrame next() throws IOException {
    for (NetworkRuns.Outcome outcome = outcomes.next();
        outcome != null;
        outcome = outcomes.next()) {
      NetworkRuns.Outcome current = outcome;
      MattedFrame finished = clock.measure(() -> stage.add(current).orElse(null));
      if (finished != null) {
        return finished;
      }
    }
    return stage.finish().orElse(null);
  }

  StageClock clock() {
    return clock;
  }

  @Override
  public void close() throws IOException {
    outcomes.close();
  }
}

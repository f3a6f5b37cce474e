package io.github.matting4j.batch.cutout;

import io.github.matting4j.compose.MatteRefiner;
import io.github.matting4j.model.RunReport;
import java.time.Duration;

/** The values of {@code --refine}. */
public enum Refinement {
  AUTO,
  NONE,
  GUIDED,
  HAIR;

  private static final Duration MAX_TIME_FOR_HAIR = Duration.ofSeconds(2);

  /** What refines the matte of this run. */
  public MatteRefiner of(RunReport report) {
    int width = report.networkWidth();
    int height = report.networkHeight();
    return switch (this) {
      case AUTO -> MatteRefiner.forRun(report);
      case NONE -> MatteRefiner.none();
      case GUIDED ->
          report.enlargement() == RunReport.Enlargement.GUIDED
              ? MatteRefiner.none() // the model did it
              : MatteRefiner.guidedFilter(width, height);
      case HAIR -> MatteRefiner.hair(width, height, MAX_TIME_FOR_HAIR);
    };
  }
}

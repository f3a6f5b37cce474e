package io.github.matting4j.cli;

import io.github.matting4j.compose.MatteRefiner;
import io.github.matting4j.model.RunReport;

/** The values of {@code --refine}. */
enum Refinement {
  NONE,
  GUIDED;

  /** What refines the matte of this run. */
  MatteRefiner of(RunReport report) {
    return this == NONE
        ? MatteRefiner.none()
        : MatteRefiner.guidedFilter(report.networkWidth(), report.networkHeight());
  }
}

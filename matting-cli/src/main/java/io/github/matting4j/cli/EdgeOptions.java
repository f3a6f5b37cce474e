package io.github.matting4j.cli;

import io.github.matting4j.compose.MatteCleaner;
import io.github.matting4j.compose.MatteRefiner;
import io.github.matting4j.model.RunReport;

/**
 * How edges are treated.
 *
 * @param refinement of the matte, before anything is written
 * @param cleaner of the refined matte
 * @param colours of the person at soft edges
 */
record EdgeOptions(Refinement refinement, MatteCleaner cleaner, ForegroundColours colours) {
  /** What is done to the matte of this run. */
  MatteRefiner refiner(RunReport report) {
    MatteRefiner refiner = refinement.of(report);
    return (photo, matte) -> cleaner.refine(photo, refiner.refine(photo, matte));
  }
}

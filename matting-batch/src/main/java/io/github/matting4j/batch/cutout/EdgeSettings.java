package io.github.matting4j.batch.cutout;

import io.github.matting4j.compose.MatteCleaner;
import io.github.matting4j.compose.MatteRefiner;
import io.github.matting4j.image.Trimap;
import io.github.matting4j.model.RunReport;
import java.util.Optional;

/**
 * How edges are treated.
 *
 * @param refinement of the matte, before anything is written
 * @param cleaner of the refined matte
 * @param colours of the person at soft edges
 * @param trimap what the user knows of the one photo, if anything; nothing else may change it
 */
public record EdgeSettings(
    Refinement refinement,
    MatteCleaner cleaner,
    ForegroundColours colours,
    Optional<Trimap> trimap) {
  /** The same for a photo of which this is known. */
  EdgeSettings withTrimap(Trimap known) {
    return new EdgeSettings(refinement, cleaner, colours, Optional.of(known));
  }

  /** What is done to the matte of this run. */
  MatteRefiner refiner(RunReport report) {
    MatteRefiner refiner = refinement.of(report);
    MatteRefiner cleaned = (photo, matte) -> cleaner.refine(photo, refiner.refine(photo, matte));
    return trimap.map(cleaned::withTrimap).orElse(cleaned);
  }
}

package io.github.matting4j.evaluate.benchmark;

import io.github.matting4j.metrics.MatteScores;
import io.github.matting4j.model.ModelIdentity;
import java.util.List;
import java.util.Optional;

/**
 * The scores of a model on a set.
 *
 * @param model its id
 * @param identity what was measured; empty if the model could not be opened
 * @param photos how many photos are in the means
 * @param mean mean of each error over those photos, as PaddleSeg averages them; empty if there are
 *     none
 * @param published what the model's authors state for this set, if they do
 * @param failures what went wrong, in sentences, each with the photo or model it concerns
 */
public record ModelScores(
    String model,
    Optional<ModelIdentity> identity,
    int photos,
    Optional<MatteScores> mean,
    Optional<MatteScores> published,
    List<String> failures) {
  /** Copies the list. */
  public ModelScores {
    failures = List.copyOf(failures);
  }
}

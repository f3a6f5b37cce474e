package io.github.matting4j.networks.check;

import io.github.matting4j.onnx.recipe.NetworkRecipe;
import java.util.List;
import java.util.Optional;

/**
 * What a {@link RecipeCheck} found. Immutable.
 *
 * @param outcome the result in one word
 * @param agreement of the recipe as given: the smaller of true and given alpha, summed over the
 *     pixels, divided by the sum of the larger; mean over the portraits. 1 is exact; a matte that
 *     is 1 everywhere gets about 0.4
 * @param correctedAgreement of the corrected recipe; that of the recipe as given if there is none
 * @param corrected the recipe with all corrections; empty if none was found
 * @param findings in the order in which they should be read; never empty
 * @param portraits what the recipe as given makes of each portrait
 * @param variants the number of changed recipes that were tried
 * @param complete whether every variant was tried that there was reason to try; false if the time
 *     limit ended the check
 */
public record CheckResult(
    Outcome outcome,
    double agreement,
    double correctedAgreement,
    Optional<NetworkRecipe> corrected,
    List<Finding> findings,
    List<CheckedPortrait> portraits,
    int variants,
    boolean complete) {

  /** The result in one word. */
  public enum Outcome {
    /** The recipe as given finds the people well. */
    GOOD,
    /** A changed recipe finds them clearly better. */
    BETTER_FOUND,
    /** The recipe as given finds them, not well, and no change makes it clearly better. */
    NOTHING_BETTER,
    /** Neither the recipe as given nor a changed one finds people in drawn portraits. */
    NO_PERSON_FOUND
  }

  /** Copies the lists. */
  public CheckResult {
    findings = List.copyOf(findings);
    portraits = List.copyOf(portraits);
  }
}

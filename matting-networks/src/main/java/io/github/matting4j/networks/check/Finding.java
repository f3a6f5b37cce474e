package io.github.matting4j.networks.check;

import io.github.matting4j.onnx.recipe.NetworkRecipe;
import java.util.Objects;
import java.util.Optional;

/**
 * Something that a check found out about a recipe. Immutable.
 *
 * @param severity how much it matters
 * @param sentence one sentence for users, without a full stop: what is likely wrong, the correction
 *     in the words of a recipe file, and the figures
 * @param corrected the whole recipe with that correction, if there is one
 */
public record Finding(Severity severity, String sentence, Optional<NetworkRecipe> corrected) {

  /** How much a finding matters. */
  public enum Severity {
    /** Worth knowing; nothing needs to be changed. */
    NOTE,
    /** The recipe is likely wrong, or its mattes look suspicious. */
    WARNING,
    /** The recipe does not work as it is. */
    ERROR
  }

  /** Checks for null. */
  public Finding {
    Objects.requireNonNull(severity);
    Objects.requireNonNull(sentence);
    Objects.requireNonNull(corrected);
  }

  static Finding note(String sentence) {
    return new Finding(Severity.NOTE, sentence, Optional.empty());
  }

  static Finding warning(String sentence) {
    return new Finding(Severity.WARNING, sentence, Optional.empty());
  }
}

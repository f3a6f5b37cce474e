package io.github.matting4j.evaluate;

import io.github.matting4j.model.Licence;
import io.github.matting4j.model.ModelDescriptor;
import java.util.Locale;

/**
 * What is known about a model, in the words of the reports; empty where it is not known. Stateless.
 */
final class ModelTexts {
  private ModelTexts() {}

  /** The size of the weights' file in 10<sup>6</sup> bytes. */
  static String megabytes(ModelResult result) {
    return result.facts().fileBytes().isPresent()
        ? String.format(Locale.ROOT, "%.1f", result.facts().fileBytes().getAsLong() / 1e6)
        : "";
  }

  static String kind(ModelResult result) {
    return result.facts().kind().map(ModelDescriptor.Kind::title).orElse("");
  }

  static String licence(ModelResult result) {
    return result.facts().licence().map(Licence::name).orElse("");
  }
}

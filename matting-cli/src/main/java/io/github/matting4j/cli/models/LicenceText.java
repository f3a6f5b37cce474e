package io.github.matting4j.cli.models;

import io.github.matting4j.model.Licence;
import java.util.List;

/** The terms of weights, for a person. Stateless. */
final class LicenceText {
  private LicenceText() {}

  static List<String> lines(Licence licence) {
    return List.of(
        "  licence of the weights: " + licence.name(),
        "  " + licence.url(),
        "  " + licence.attribution(),
        "  commercial use: "
            + switch (licence.commercialUse()) {
              case ALLOWED -> "allowed";
              case FORBIDDEN -> "forbidden";
              case UNKNOWN -> "not stated; clear it before a product uses the results";
            });
  }
}

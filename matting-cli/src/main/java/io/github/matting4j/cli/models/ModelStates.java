package io.github.matting4j.cli.models;

import io.github.matting4j.model.Availability;

/** Whether a model can be used, in words. Stateless. */
final class ModelStates {
  private ModelStates() {}

  /** One word. */
  static String word(Availability availability) {
    return availability instanceof Availability.Ready
        ? "ready"
        : availability instanceof Availability.Missing ? "-" : "broken";
  }

  /** With the reason. */
  static String sentence(Availability availability) {
    if (availability instanceof Availability.Ready ready) {
      return "ready (" + ready.where() + ")";
    }
    return availability instanceof Availability.Missing missing
        ? "missing: " + missing.what()
        : "broken: " + ((Availability.Broken) availability).what();
  }

  /** What is wrong with a backend that has no description, and what to do. */
  static String fault(Availability availability) {
    return availability instanceof Availability.Broken broken
        ? broken.what() + "; " + broken.remedy()
        : sentence(availability);
  }

  /** What to do about it; empty if it is ready. */
  static String remedy(Availability availability) {
    if (availability instanceof Availability.Missing missing) {
      return missing.remedy();
    }
    return availability instanceof Availability.Broken broken ? broken.remedy() : "";
  }
}

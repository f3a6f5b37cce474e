package io.github.matting4j.advise.standard;

import static io.github.matting4j.advise.rules.When.requirement;

import io.github.matting4j.advise.rules.Condition;
import io.github.matting4j.criteria.MattingCriteria;
import io.github.matting4j.text.Quantities;
import java.util.Optional;

/** Conditions on requirements in the criteria and on limits of the machine. */
final class Requirements {
  private Requirements() {}

  static Condition noAvx() {
    return requirement(
        c -> c.hardware().avx().orElse(true) ? Optional.empty() : Optional.of("no AVX"));
  }

  static Condition deviceRequired() {
    return requirement(
        c ->
            c.device().isRequired()
                ? c.device().device().map(d -> d + " required")
                : Optional.empty());
  }

  static Condition memoryLimit() {
    return requirement(
        c -> {
          long limit = memoryLimit(c);
          return limit == Long.MAX_VALUE
              ? Optional.empty()
              : Optional.of("at most " + Quantities.bytes(limit));
        });
  }

  /** The requested limit or that of the machine, whichever is lower. */
  static long memoryLimit(MattingCriteria c) {
    return Math.min(
        c.memoryLimit().orElse(Long.MAX_VALUE), c.hardware().memoryBytes().orElse(Long.MAX_VALUE));
  }

  static Condition commercial() {
    return requirement(c -> c.isCommercialUse() ? Optional.of("commercial use") : Optional.empty());
  }

  static Condition licenceList() {
    return requirement(
        c ->
            c.licences().isEmpty()
                ? Optional.empty()
                : Optional.of(
                    "only " + String.join(", ", c.licences().stream().sorted().toList())));
  }

  static Condition noStarter() {
    return requirement(
        c ->
            c.starter() == MattingCriteria.Starter.NEVER
                ? Optional.of("starter not allowed")
                : Optional.empty());
  }

  static Condition deadline() {
    return requirement(c -> c.deadline().map(d -> Quantities.time(d) + " per photo at most"));
  }

  static Condition photosPerDay() {
    return requirement(
        c ->
            c.photosPerDay().isPresent()
                ? Optional.of(c.photosPerDay().getAsLong() + " photos per day")
                : Optional.empty());
  }
}

package io.github.matting4j.advise.rules;

import io.github.matting4j.advise.candidates.Candidate;
import io.github.matting4j.model.Family;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The candidates a rule applies to.
 *
 * @param name as shown to users, such as {@code "PPMatting"}
 * @param match empty for a candidate to which the rule does not apply; otherwise a detail about it,
 *     which may be the empty string
 */
public record Target(String name, Function<CandidateContext, Optional<String>> match) {
  /** Every candidate. */
  public static final Target ALL = candidates("every model", candidate -> true);

  /** Candidates that pass a test. */
  public static Target candidates(String name, Predicate<Candidate> test) {
    return new Target(name, c -> test.test(c.candidate()) ? Optional.of("") : Optional.empty());
  }

  /** Candidates of these ids, on any engine. */
  public static Target ids(String name, String... ids) {
    Set<String> wanted = Set.of(ids);
    return candidates(name, candidate -> wanted.contains(candidate.id()));
  }

  /**
   * Candidates of a family, on any engine.
   *
   * @param name the family's name, compared exactly
   */
  public static Target family(String name) {
    Family family = new Family(name);
    return candidates(name, candidate -> candidate.is(family));
  }
}

package io.github.matting4j.advise.rules;

import io.github.matting4j.advise.figures.Candidate;
import io.github.matting4j.model.ModelDescriptor.Family;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Whom a rule speaks about.
 *
 * @param name for a person, such as {@code "PPMatting"}
 * @param match empty for a candidate that is not meant; otherwise what is special about it, which
 *     may be nothing
 */
public record Target(String name, Function<CandidateContext, Optional<String>> match) {
  /** BSHM on any engine. */
  public static final Target BSHM = family("BSHM", Family.BSHM);

  /** PaddleSeg's networks. */
  public static final Target PP_MATTING = family("PPMatting", Family.PP_MATTING);

  /** Everybody. */
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

  private static Target family(String name, Family family) {
    return candidates(name, candidate -> candidate.is(family));
  }
}

package io.github.matting4j.advise;

import io.github.matting4j.advise.candidates.FolderForecast;
import io.github.matting4j.advise.rules.MatchedRule;
import io.github.matting4j.criteria.MattingCriteria;
import java.util.List;
import java.util.Optional;

/**
 * What the advisor recommends, and everything that led to it. {@link #summary} is the short text,
 * {@link #explain} the full one, {@link #toJson} both for programs.
 *
 * <p>Immutable and thread-safe.
 */
public final class Recommendation {
  private final MattingCriteria criteria;
  private final boolean inventoryKnown;
  private final List<RankedCandidate> ranking;
  private final List<MatchedRule> matchedRules;
  private final List<Conflict> conflicts;
  private final List<String> missingInputs;
  private final List<String> questions;
  private final List<String> notices;
  private final Optional<FolderForecast> folder;

  Recommendation(
      MattingCriteria criteria,
      boolean inventoryKnown,
      List<RankedCandidate> ranking,
      List<MatchedRule> matchedRules,
      List<Conflict> conflicts,
      List<String> missingInputs,
      List<String> questions,
      List<String> notices,
      Optional<FolderForecast> folder) {
    this.criteria = criteria;
    this.inventoryKnown = inventoryKnown;
    this.ranking = List.copyOf(ranking);
    this.matchedRules = List.copyOf(matchedRules);
    this.conflicts = List.copyOf(conflicts);
    this.missingInputs = List.copyOf(missingInputs);
    this.questions = List.copyOf(questions);
    this.notices = List.copyOf(notices);
    this.folder = folder;
  }

  /** The criteria that the recommendation answers. */
  public MattingCriteria criteria() {
    return criteria;
  }

  /** Whether installed models were checked. */
  public boolean isInventoryKnown() {
    return inventoryKnown;
  }

  /** Every known model on every engine, best first; models that are ruled out come last. */
  public List<RankedCandidate> ranking() {
    return ranking;
  }

  /** The best usable model; empty if none is usable. */
  public Optional<RankedCandidate> chosen() {
    return ranking.stream().filter(RankedCandidate::isUsable).findFirst();
  }

  /** All usable models, best first: the chosen one and its substitutes. */
  public List<RankedCandidate> usable() {
    return ranking.stream().filter(RankedCandidate::isUsable).toList();
  }

  /** The best model that is not installed, if it ranks above the chosen one. */
  public Optional<RankedCandidate> better() {
    return ranking.stream()
        .takeWhile(ranked -> !ranked.isUsable())
        .filter(ranked -> !ranked.isRuledOut())
        .findFirst();
  }

  /** The rules whose conditions hold, in the order of the advisor. */
  public List<MatchedRule> matchedRules() {
    return matchedRules;
  }

  /** Rules that contradict each other, and what settled it. */
  public List<Conflict> conflicts() {
    return conflicts;
  }

  /** Inputs that rules needed and that are not known. */
  public List<String> missingInputs() {
    return missingInputs;
  }

  /** Facts about the hardware, each of which alone would decide a rule; often empty. */
  public List<String> questions() {
    return questions;
  }

  /** Warnings about the calibration, such as one made on another machine. */
  public List<String> notices() {
    return notices;
  }

  /** The cost of the criteria's folder with the chosen model, if it can be estimated. */
  public Optional<FolderForecast> folder() {
    return folder;
  }

  /**
   * A short text of three to six sentences, one per line: what to use, why, what to expect, and
   * which model would be better.
   */
  public String summary() {
    return new Summary(this).text();
  }

  private String headline() {
    return chosen()
        .map(c -> c.candidate().label() + ": " + c.verdict().because().get(0))
        .orElseGet(() -> "no model is usable: " + ranking.get(0).verdict().because().get(0));
  }

  /** The full text: the summary, every rule that matched, all candidates, and the sources. */
  public String explain() {
    return new Explanation(this).text();
  }

  /** Everything in {@link #explain} as a JSON object on one line. */
  public String toJson() {
    return RecommendationJson.of(this);
  }

  @Override
  public String toString() {
    return "Recommendation[" + headline() + "]";
  }

  /**
   * Rules that contradict each other.
   *
   * @param about the candidates concerned
   * @param oneSide rules in favour of the outcome
   * @param otherSide rules against it
   * @param settledBy why the outcome is as it is
   */
  public record Conflict(String about, String oneSide, String otherSide, String settledBy) {}
}

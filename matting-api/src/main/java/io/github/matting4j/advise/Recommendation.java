package io.github.matting4j.advise;

import io.github.matting4j.advise.calibration.FolderForecast;
import io.github.matting4j.advise.rules.Conflict;
import io.github.matting4j.advise.rules.MatchedRule;
import io.github.matting4j.criteria.MattingCriteria;
import java.util.List;
import java.util.Optional;

/**
 * What the advisor recommends, and everything that led to it.
 *
 * <p>Immutable.
 */
public final class Recommendation {
  private final MattingCriteria criteria;
  private final boolean inventoryKnown;
  private final List<RankedCandidate> ranking;
  private final List<MatchedRule> spoken;
  private final List<Conflict> conflicts;
  private final List<String> wanted;
  private final List<String> notices;
  private final Optional<FolderForecast> folder;

  Recommendation(
      MattingCriteria criteria,
      boolean inventoryKnown,
      List<RankedCandidate> ranking,
      List<MatchedRule> spoken,
      List<Conflict> conflicts,
      List<String> wanted,
      List<String> notices,
      Optional<FolderForecast> folder) {
    this.criteria = criteria;
    this.inventoryKnown = inventoryKnown;
    this.ranking = List.copyOf(ranking);
    this.spoken = List.copyOf(spoken);
    this.conflicts = List.copyOf(conflicts);
    this.wanted = List.copyOf(wanted);
    this.notices = List.copyOf(notices);
    this.folder = folder;
  }

  /** What was asked. */
  public MattingCriteria criteria() {
    return criteria;
  }

  /** Whether somebody looked which models are here. */
  public boolean isInventoryKnown() {
    return inventoryKnown;
  }

  /** Every known model on every engine, best first; what is ruled out comes last. */
  public List<RankedCandidate> ranking() {
    return ranking;
  }

  /** The best that can be used; empty if none can. */
  public Optional<RankedCandidate> chosen() {
    return ranking.stream().filter(RankedCandidate::isUsable).findFirst();
  }

  /** All that can be used, best first: the chosen one and its stand-ins. */
  public List<RankedCandidate> usable() {
    return ranking.stream().filter(RankedCandidate::isUsable).toList();
  }

  /** A candidate that ranks above the chosen one and is only missing. */
  public Optional<RankedCandidate> better() {
    return ranking.stream()
        .takeWhile(ranked -> !ranked.isUsable())
        .filter(ranked -> !ranked.isRuledOut())
        .findFirst();
  }

  /** The rules whose conditions hold, in the order of the advisor. */
  public List<MatchedRule> spoken() {
    return spoken;
  }

  /** Where rules pulled in different directions, and what settled it. */
  public List<Conflict> conflicts() {
    return conflicts;
  }

  /** What would have to be known for rules that stayed silent. */
  public List<String> wanted() {
    return wanted;
  }

  /** What is odd about the measurements, such as a calibration of another machine. */
  public List<String> notices() {
    return notices;
  }

  /** What the folder of the criteria will take with the chosen model, if anything is known. */
  public Optional<FolderForecast> folder() {
    return folder;
  }

  /** One line: what was chosen and the main reason. */
  public String summary() {
    return chosen()
        .map(c -> c.candidate().label() + ": " + c.verdict().because().get(0))
        .orElseGet(() -> "no model is usable: " + ranking.get(0).verdict().because().get(0));
  }

  /** A text for a person: the verdict, the reasons in three steps, what would change the answer. */
  public String explain() {
    return new Explanation(this).text();
  }

  /** The same for a program: a JSON object on one line. */
  public String toJson() {
    return RecommendationJson.of(this);
  }

  @Override
  public String toString() {
    return "Recommendation[" + summary() + "]";
  }
}

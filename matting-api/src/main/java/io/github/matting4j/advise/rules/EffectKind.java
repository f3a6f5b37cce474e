package io.github.matting4j.advise.rules;

/** What a rule does to a candidate. */
public enum EffectKind {
  /** Excludes it. */
  RULE_OUT("rule out"),
  /** Subtracts points. */
  AVOID("avoid"),
  /** Leaves its points unchanged. */
  NEUTRAL("both fit"),
  /** Adds points. */
  PREFER("prefer");

  private final String title;

  EffectKind(String title) {
    this.title = title;
  }

  /** One or two words for users. */
  public String title() {
    return title;
  }
}

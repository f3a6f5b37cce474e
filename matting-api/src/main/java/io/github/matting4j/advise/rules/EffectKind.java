package io.github.matting4j.advise.rules;

/** What a rule says of a candidate. */
public enum EffectKind {
  /** It cannot be, or must not be. */
  RULE_OUT("rule out"),
  /** Rather another. */
  AVOID("avoid"),
  /** It may be; others decide. */
  NEUTRAL("both fit"),
  /** Rather this one. */
  PREFER("prefer");

  private final String title;

  EffectKind(String title) {
    this.title = title;
  }

  /** A word or two for a person. */
  public String title() {
    return title;
  }
}

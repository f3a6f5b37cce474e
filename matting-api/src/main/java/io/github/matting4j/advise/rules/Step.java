package io.github.matting4j.advise.rules;

/** What a rule looks at. */
public enum Step {
  /** The photo. */
  PHOTO("photo"),
  /** The machine. */
  HARDWARE("hardware"),
  /** The purpose. */
  BUSINESS("business"),
  /** A hard fact of the machine or a hard wish: it rules out, it does not vote. */
  FACT("fact"),
  /** Which of a family's networks. */
  VARIANT("variant"),
  /** A measurement on the user's own machine and photos. */
  MEASURED("measured");

  private final String title;

  Step(String title) {
    this.title = title;
  }

  /** A word for a person. */
  public String title() {
    return title;
  }
}

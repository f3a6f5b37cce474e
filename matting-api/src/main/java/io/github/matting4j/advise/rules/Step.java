package io.github.matting4j.advise.rules;

/** The kind of input that a rule depends on. */
public enum Step {
  /** The photo. */
  PHOTO("photo"),
  /** The machine. */
  HARDWARE("hardware"),
  /** The purpose. */
  BUSINESS("business"),
  /** A fact about the machine, or a requirement: it excludes models regardless of their points. */
  FACT("fact"),
  /** The choice within a family, and soft requirements. */
  VARIANT("variant"),
  /** A measurement on the user's machine and photos. */
  MEASURED("measured");

  private final String title;

  Step(String title) {
    this.title = title;
  }

  /** One word for users. */
  public String title() {
    return title;
  }
}

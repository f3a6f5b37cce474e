package io.github.matting4j.criteria;

import java.util.Locale;

/** What the cut-outs are for. */
public enum Goal {
  /** It must be right and may be slow: medical, forensic. */
  ACCURACY_FIRST("accuracy first"),
  /** Very many photos, no stall. */
  HIGH_THROUGHPUT("high throughput"),
  /** Posters, bridal retouch: hair, smoke, gauze. */
  FILM_QUALITY("film quality"),
  /** To drop into an existing service. */
  QUICK_INTEGRATION("quick integration");

  private final String title;

  Goal(String title) {
    this.title = title;
  }

  /** A few words for a person. */
  public String title() {
    return title;
  }

  /**
   * Reads a goal, such as {@code film-quality}.
   *
   * @throws IllegalArgumentException for anything else; the message lists what there is
   */
  public static Goal parse(String text) {
    String name = text.trim().toLowerCase(Locale.ROOT).replace(' ', '-').replace('_', '-');
    for (Goal goal : values()) {
      if (goal.title.replace(' ', '-').equals(name)) {
        return goal;
      }
    }
    throw new IllegalArgumentException(
        "goal is '"
            + text
            + "'; write accuracy-first, high-throughput, film-quality or quick-integration");
  }
}

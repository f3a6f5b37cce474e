package io.github.matting4j.criteria;

import java.util.Locale;

/** The purpose of the cut-outs. */
public enum Goal {
  /** Accuracy matters more than time: medical, forensic. */
  ACCURACY_FIRST("accuracy first"),
  /** Many photos in little time. */
  HIGH_THROUGHPUT("high throughput"),
  /** Posters, bridal retouch: hair, smoke, gauze. */
  FILM_QUALITY("film quality"),
  /** Part of an existing service. */
  QUICK_INTEGRATION("quick integration");

  private final String title;

  Goal(String title) {
    this.title = title;
  }

  /** The name shown to users. */
  public String title() {
    return title;
  }

  /**
   * Reads a goal, such as {@code film-quality}.
   *
   * @throws IllegalArgumentException for anything else; the message lists the goals
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

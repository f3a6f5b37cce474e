package io.github.matting4j.advise;

import java.util.List;

/** The advisor's conclusion about a candidate, with at least one reason. */
public sealed interface Verdict {
  /** The reasons, most important first; never empty. */
  List<String> because();

  /** {@code "usable"}, {@code "missing"} or {@code "ruled out"}. */
  String title();

  /**
   * It can be opened, as far as known.
   *
   * @param because the reasons for its rank
   */
  record Usable(List<String> because) implements Verdict {
    /** Rejects an empty list of reasons. */
    public Usable {
      because = reasons(because);
    }

    @Override
    public String title() {
      return "usable";
    }
  }

  /**
   * It fits the criteria but is not installed.
   *
   * @param because the reasons for its rank
   * @param what what is missing
   * @param remedy how to install it
   */
  record Missing(List<String> because, String what, String remedy) implements Verdict {
    /** Rejects an empty list of reasons. */
    public Missing {
      because = reasons(because);
    }

    @Override
    public String title() {
      return "missing";
    }
  }

  /**
   * A fact or a requirement excludes it.
   *
   * @param because what excludes it
   * @param remedies what a user can change; may be empty
   */
  record RuledOut(List<String> because, List<String> remedies) implements Verdict {
    /** Rejects an empty list of reasons. */
    public RuledOut {
      because = reasons(because);
      remedies = List.copyOf(remedies);
    }

    @Override
    public String title() {
      return "ruled out";
    }
  }

  private static List<String> reasons(List<String> because) {
    if (because.isEmpty()) {
      throw new IllegalArgumentException("a verdict needs at least one reason");
    }
    return List.copyOf(because);
  }
}

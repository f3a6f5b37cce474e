package io.github.matting4j.advise;

import java.util.List;

/** What the advisor concludes about a candidate. There is none without a reason. */
public sealed interface Verdict {
  /** Why, most important first; at least one. */
  List<String> because();

  /** {@code "usable"}, {@code "missing"} or {@code "ruled out"}. */
  String title();

  /**
   * It can be opened here, as far as is known.
   *
   * @param because why it ranks where it ranks
   */
  record Usable(List<String> because) implements Verdict {
    /** Refuses a verdict without a reason. */
    public Usable {
      because = reasons(because);
    }

    @Override
    public String title() {
      return "usable";
    }
  }

  /**
   * It would do, but it is not here.
   *
   * @param because why it ranks where it ranks
   * @param what the thing that is missing
   * @param remedy how to get it
   */
  record Missing(List<String> because, String what, String remedy) implements Verdict {
    /** Refuses a verdict without a reason. */
    public Missing {
      because = reasons(because);
    }

    @Override
    public String title() {
      return "missing";
    }
  }

  /**
   * A hard fact or a hard wish excludes it.
   *
   * @param because what excludes it
   * @param remedies what would change that; may be empty
   */
  record RuledOut(List<String> because, List<String> remedies) implements Verdict {
    /** Refuses a verdict without a reason. */
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

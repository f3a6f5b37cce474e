package io.github.matting4j.cli.console;

/** The terminal that standard error is shown at, as the launcher found it. Stateless. */
public final class Terminal {
  private static final int DEFAULT_COLUMNS = 80;
  private static final int MIN_COLUMNS = 20;
  private static final int MAX_COLUMNS = 79;

  private Terminal() {}

  /** Whether there is one. */
  public static boolean isPresent() {
    return Boolean.getBoolean("matting.terminal");
  }

  /** Its width in columns. */
  public static int width() {
    return Integer.getInteger("matting.columns", DEFAULT_COLUMNS);
  }

  /** The columns that a line may use: the last one stays free, as some break the line there. */
  public static int usable(int width) {
    return Math.max(MIN_COLUMNS, Math.min(MAX_COLUMNS, width - 1));
  }
}

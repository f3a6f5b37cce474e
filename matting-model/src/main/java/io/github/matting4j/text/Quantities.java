package io.github.matting4j.text;

import java.time.Duration;
import java.util.Locale;

/** Formats numbers with units, independent of the default locale. */
public final class Quantities {
  private Quantities() {}

  /** Two significant digits or so, without a trailing {@code .0}. */
  public static String number(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return Long.toString((long) value);
    }
    return String.format(Locale.ROOT, Math.abs(value) < 0.01 ? "%.4f" : "%.2f", value);
  }

  public static String bytes(long bytes) {
    return bytes >= 1L << 30
        ? String.format(Locale.ROOT, "%.1f GiB", bytes / (double) (1L << 30))
        : Math.max(1, Math.round(bytes / (double) (1L << 20))) + " MiB";
  }

  public static String time(Duration time) {
    double seconds = time.toNanos() / 1e9;
    if (seconds >= 100) {
      return Math.round(seconds) + " s";
    }
    return seconds >= 0.95
        ? String.format(Locale.ROOT, "%.1f s", seconds)
        : Math.max(1, Math.round(seconds * 1000)) + " ms";
  }
}

package io.github.matting4j.video;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times in a video as people write them: 90, 12.5, 1:30, 1:02:03.25. Stateless. */
final class Times {
  private static final Pattern TIME =
      Pattern.compile("(?:(?:(\\d{1,4}):)?(\\d{1,2}):)?(\\d{1,7}(?:\\.\\d{1,9})?)");

  private Times() {}

  /**
   * The time that a text names.
   *
   * @throws IllegalArgumentException if it is none
   */
  static Duration parse(String option, String text) {
    Matcher matcher = TIME.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          option + " is " + text + "; write seconds such as 12.5, or 1:30, or 1:02:03");
    }
    double seconds = Double.parseDouble(matcher.group(3));
    if (matcher.group(2) != null && seconds >= 60) {
      throw new IllegalArgumentException(
          option + " is " + text + "; after a colon comes a number below 60");
    }
    return Duration.ofHours(number(matcher.group(1)))
        .plusMinutes(number(matcher.group(2)))
        .plusNanos(Math.round(seconds * 1e9));
  }

  private static long number(String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }

  /** As {@code 1:02:03} or {@code 2:03}, whole seconds. */
  static String text(Duration time) {
    return time.toHours() == 0
        ? String.format(Locale.ROOT, "%d:%02d", time.toMinutes(), time.toSecondsPart())
        : String.format(
            Locale.ROOT,
            "%d:%02d:%02d",
            time.toHours(),
            time.toMinutesPart(),
            time.toSecondsPart());
  }
}

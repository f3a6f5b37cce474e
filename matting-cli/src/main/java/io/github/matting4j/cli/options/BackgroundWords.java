package io.github.matting4j.cli.options;

import io.github.matting4j.compose.Background;
import java.util.Locale;
import java.util.Optional;

/** Backgrounds that are named by a word, not by a file. Stateless. */
public final class BackgroundWords {
  private static final int BLUR_RADIUS = 40;

  private BackgroundWords() {}

  /**
   * The background of a colour, {@code checker}, {@code blur} or {@code blur:RADIUS}.
   *
   * @throws IllegalArgumentException if it is none of them
   */
  public static Background parse(String background) {
    Optional<Background> own = ownBackground(background);
    if (own.isPresent()) {
      return own.get();
    }
    try {
      return Background.parse(background);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "--background: there is no such file, and " + e.getMessage() + ", blur, checker or none",
          e);
    }
  }

  private static Optional<Background> ownBackground(String name) {
    String text = name.toLowerCase(Locale.ROOT);
    if (text.equals("checker")) {
      return Optional.of(Background.checkerboard());
    }
    if (text.equals("blur")) {
      return Optional.of(Background.blurred(BLUR_RADIUS));
    }
    if (!text.startsWith("blur:")) {
      return Optional.empty();
    }
    try {
      return Optional.of(Background.blurred(Integer.parseInt(text.substring("blur:".length()))));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "--background is " + name + "; after blur: comes a whole number of pixels", e);
    }
  }
}

package io.github.matting4j.cli.options;

import io.github.matting4j.compose.Framing;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say what part of the photo the pictures show. */
final class FramingOptions {
  private static final Pattern PERCENT = Pattern.compile("(\\d{1,3}(?:\\.\\d+)?)%");
  private static final Pattern PIXELS = Pattern.compile("(\\d{1,6})(?:px)?");
  private static final Pattern SIZE = Pattern.compile("(\\d{1,6})x(\\d{1,6})");

  @Option(names = "--crop", description = "Crops all pictures to the person.")
  private boolean crop;

  @Option(
      names = "--crop-margin",
      paramLabel = "N%|N",
      description =
          "What --crop leaves free around: a share of the person's longer side, or pixels of the"
              + " photo. Default: 0.")
  private @Nullable String margin;

  @Option(
      names = "--size",
      paramLabel = "WxH",
      description = "Makes all pictures this size; what they show is scaled to fit inside.")
  private @Nullable String size;

  @Option(
      names = "--scale",
      paramLabel = "N%",
      description = "Makes the person this large a share of the picture's width or height.")
  private @Nullable String scale;

  @Option(
      names = "--position",
      paramLabel = "center|original|X%,Y%",
      description =
          "Where the person (or the photo, or the crop) stands in what is left free; 0%%,0%% is top"
              + " left. Default: center.")
  private @Nullable String position;

  /**
   * What was asked for.
   *
   * @throws IllegalArgumentException if it makes no sense
   */
  Framing settled() {
    if (crop && scale != null) {
      throw new IllegalArgumentException(
          "--crop and --scale both say how large the person is; give one of them");
    }
    if (margin != null && !crop) {
      throw new IllegalArgumentException("--crop-margin needs --crop");
    }
    Framing framing = crop ? Framing.cropped() : Framing.photo();
    if (scale != null) {
      framing = Framing.scaled(percent("--scale", scale));
    }
    if (margin != null) {
      framing = withMargin(framing, margin);
    }
    if (size != null) {
      framing = withSize(framing, size);
    }
    return position == null ? framing : at(framing, position.toLowerCase(Locale.ROOT));
  }

  private static Framing withMargin(Framing framing, String text) {
    Matcher pixels = PIXELS.matcher(text);
    return pixels.matches()
        ? framing.marginPx(Integer.parseInt(pixels.group(1)))
        : framing.marginShare(percent("--crop-margin", text));
  }

  private static Framing withSize(Framing framing, String text) {
    Matcher matcher = SIZE.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("--size is " + text + "; write it as 800x600");
    }
    return framing.size(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
  }

  private static Framing at(Framing framing, String text) {
    if (text.equals("original")) {
      return framing.atOriginal();
    }
    if (text.equals("center")) {
      return framing.at(0.5, 0.5);
    }
    int comma = text.indexOf(',');
    if (comma < 0) {
      throw new IllegalArgumentException(
          "--position is " + text + "; write center, original or two shares such as 50%,100%");
    }
    return framing.at(
        percent("--position", text.substring(0, comma)),
        percent("--position", text.substring(comma + 1)));
  }

  private static double percent(String option, String text) {
    Matcher matcher = PERCENT.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(option + " is " + text + "; write a share such as 80%");
    }
    return Double.parseDouble(matcher.group(1)) / 100;
  }
}

package io.github.matting4j.cli;

import io.github.matting4j.compose.Background;
import io.github.matting4j.image.Rounding;
import io.github.matting4j.io.ImageFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say what the pictures show, for every command that makes some. */
final class PictureOptions {
  private static final int BLUR_RADIUS = 40;

  @Option(
      names = "--background",
      paramLabel = "COLOUR|IMAGE|blur|checker|none",
      description =
          "white (default), another colour name, #rrggbb, a picture, blur or blur:RADIUS (the"
              + " photo's own, in pixels; default 40), checker, or none.")
  private @Nullable String background;

  @Option(
      names = "--fit",
      paramLabel = "cover|stretch",
      description = "How a background picture fills the photo. Default: cover.")
  private Background.Fit fit = Background.Fit.COVER;

  @Option(
      names = "--refine",
      paramLabel = "none|guided",
      description =
          "guided sharpens the matte along the photo's edges; none (default) writes it as the"
              + " network gave it.")
  private Refinement refinement = Refinement.NONE;

  @Option(
      names = "--foreground",
      paramLabel = "estimated|raw",
      description =
          "estimated (default) takes the old background's colour out of soft edges; raw keeps the"
              + " photo's colours.")
  private ForegroundColours foreground = ForegroundColours.ESTIMATED;

  @Option(names = "--bits", paramLabel = "8|16", description = "Depth of mattes. Default: 8.")
  private int bits = 8;

  @Option(
      names = "--truncate",
      description = "8-bit mattes are cut, not rounded, as PaddleSeg's and ModelScope's tools do.")
  private boolean truncate;

  /**
   * What was asked for, checked, a background picture read.
   *
   * @throws IllegalArgumentException if it makes no sense
   */
  PicturePlan settled() throws IOException {
    if (bits != 8 && bits != 16) {
      throw new IllegalArgumentException("--bits is " + bits + "; it must be 8 or 16");
    }
    return new PicturePlan(
        backdrop(),
        bits,
        truncate ? Rounding.TRUNCATE : Rounding.NEAREST,
        new EdgeOptions(refinement, foreground));
  }

  /** The background's picture, if it is one. */
  Optional<Path> backgroundFile() {
    return Optional.ofNullable(background).map(Path::of).filter(Files::exists);
  }

  private Backdrop backdrop() throws IOException {
    if (background == null) {
      return Backdrop.unnamed();
    }
    if (background.equalsIgnoreCase("none")) {
      return Backdrop.none();
    }
    if (backgroundFile().isPresent()) {
      return Backdrop.named(Background.image(ImageFiles.read(backgroundFile().get()), fit));
    }
    Optional<Background> own = ownBackground(background);
    if (own.isPresent()) {
      return Backdrop.named(own.get());
    }
    try {
      return Backdrop.named(Background.parse(background));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "--background is no file here, and " + e.getMessage() + ", blur, checker or none", e);
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

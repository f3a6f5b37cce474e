package io.github.matting4j.cli.options;

import io.github.matting4j.batch.cutout.Backdrop;
import io.github.matting4j.batch.cutout.Blending;
import io.github.matting4j.batch.cutout.CutOutSettings;
import io.github.matting4j.batch.cutout.EdgeSettings;
import io.github.matting4j.batch.cutout.ForegroundColours;
import io.github.matting4j.batch.cutout.Refinement;
import io.github.matting4j.compose.Background;
import io.github.matting4j.compose.MatteCleaner;
import io.github.matting4j.image.Rounding;
import io.github.matting4j.io.ImageFiles;
import io.github.matting4j.io.ReadOptions;
import io.github.matting4j.io.ReadOptions.IccProfiles;
import io.github.matting4j.io.file.LocalPath;
import io.github.matting4j.io.file.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options that say what the pictures show, for every command that makes some. */
public final class PictureOptions {
  @Option(
      names = "--background",
      paramLabel = "COLOUR|IMAGE|blur|checker|none",
      description =
          "white (default), another colour name, #rrggbb, a picture, blur or blur:RADIUS (the"
              + " photo's own, in pixels; default 40), checker, or none.")
  private @Nullable String background;

  @Option(
      names = "--fit",
      paramLabel = "cover|contain|stretch",
      description = "How a background picture fills the photo. Default: cover.")
  private Background.@Nullable Fit fit;

  @Option(
      names = "--bars",
      paramLabel = "COLOUR",
      description = "What --fit contain leaves free. Default: black.")
  private @Nullable String bars;

  @Option(
      names = "--refine",
      paramLabel = "auto|none|guided|hair",
      description =
          "guided sharpens the matte along the photo's edges; hair solves soft edges anew on top,"
              + " for up to 2 seconds; none writes it as the model gave it; auto (default) is guided"
              + " for models of 512 to 1024 that do not sharpen themselves, else none.")
  private Refinement refinement = Refinement.AUTO;

  @Option(
      names = "--foreground",
      paramLabel = "estimated|published|raw",
      description =
          "estimated (default) takes the old background's colour out of soft edges; published does"
              + " so as pymatting and PaddleSeg do, for comparison; raw keeps the photo's colours.")
  private ForegroundColours foreground = ForegroundColours.ESTIMATED;

  @Option(
      names = "--floor",
      paramLabel = "ALPHA",
      description =
          "Clears haze: alphas up to this become 0 far from anything visible, and those from 1 minus"
              + " this on become 1 within a body. 0 (off) to 0.25. Default: 0.05.")
  private double floor = MatteCleaner.HAZE_FLOOR;

  @Option(
      names = "--drop-specks",
      description =
          "Clears detached specks of the matte: below 1/400 of the largest piece and 1/5000 of the"
              + " picture. A second person stays.")
  private boolean dropsSpecks;

  @Option(
      names = "--hard-edge",
      description =
          "Makes every pixel wholly person (alpha at least 0.5) or wholly background; --size and"
              + " --scale may soften that again.")
  private boolean hardensEdges;

  @Mixin private final FramingOptions framing = new FramingOptions();

  @Mixin private final ReadingOptions reading = new ReadingOptions();

  @Option(
      names = "--bits",
      paramLabel = "8|16",
      description =
          "Depth of mattes, and of PNG and TIFF pictures whose photo has 16 bits. Default: 8.")
  private int bits = 8;

  @Option(
      names = "--icc",
      paramLabel = "convert|keep",
      description =
          "convert (default) brings colours to sRGB; keep leaves them, and passes the photo's"
              + " profile on. Background colours then count in the photo's colours.")
  private IccProfiles profiles = IccProfiles.CONVERT;

  @Option(
      names = "--linear-light",
      description =
          "Mixes composed pictures in linear light, as lenses do, instead of sRGB. Soft edges get"
              + " lighter.")
  private boolean linearLight;

  @Option(
      names = "--premultiplied",
      description =
          "Multiplies the colours of cut-outs by alpha, for programs that expect it; files do not"
              + " say so.")
  private boolean premultiplied;

  @Option(
      names = "--check",
      description =
          "Runs the model a second time, on the mirrored photo, where the matte is in doubt. This"
              + " makes the flags more reliable and changes no picture.")
  private boolean checks;

  @Option(
      names = "--keep-metadata",
      description =
          "Passes the photo's EXIF (camera, date, place) on to JPEG and PNG pictures, without its"
              + " thumbnail.")
  private boolean keepsMetadata;

  @Option(
      names = "--truncate",
      description = "8-bit mattes are cut, not rounded, as PaddleSeg's and ModelScope's tools do.")
  private boolean truncate;

  @Spec private @Nullable CommandSpec spec; // of these options alone

  /**
   * What was asked for, checked, a background picture read.
   *
   * @throws IllegalArgumentException if it makes no sense
   */
  public CutOutSettings settled() throws IOException {
    if (bits != 8 && bits != 16) {
      throw new IllegalArgumentException("--bits is " + bits + "; it must be 8 or 16");
    }
    if (profiles == IccProfiles.REFUSE) {
      throw new IllegalArgumentException("--icc is refuse; it must be convert or keep");
    }
    if (profiles == IccProfiles.KEEP && backgroundFile().isPresent()) {
      throw new IllegalArgumentException(
          "--icc keep and a background picture do not go together, as their colours may differ;"
              + " leave --icc out");
    }
    checkForOptionsWithoutEffect();
    return new CutOutSettings(
        backdrop(),
        bits,
        truncate ? Rounding.TRUNCATE : Rounding.NEAREST,
        new EdgeSettings(refinement, cleaner(), foreground, Optional.empty()),
        framing.settled(),
        profiles,
        new Blending(linearLight, premultiplied),
        checks,
        keepsMetadata,
        reading.settled());
  }

  private void checkForOptionsWithoutEffect() {
    if (fit != null && backgroundFile().isEmpty()) {
      throw new IllegalArgumentException(
          "--fit says how a background picture fills the photo, and --background is no picture;"
              + " leave --fit out, or name one");
    }
    if (!(floor >= 0 && floor <= 0.25)) {
      throw new IllegalArgumentException("--floor is " + floor + "; it must be 0 (off) to 0.25");
    }
    if (bars != null && fit != Background.Fit.CONTAIN) {
      throw new IllegalArgumentException("--bars has no effect without --fit contain");
    }
    if (truncate && bits == 16) {
      throw new IllegalArgumentException(
          "--truncate has no effect with --bits 16; give one of them");
    }
  }

  private MatteCleaner cleaner() {
    MatteCleaner cleaner = MatteCleaner.none().clearingHaze(floor);
    cleaner = dropsSpecks ? cleaner.droppingSpecks() : cleaner;
    return hardensEdges ? cleaner.hardeningEdges() : cleaner;
  }

  /** The background's picture, if it is one. */
  public Optional<Path> backgroundFile() {
    return Optional.ofNullable(background).flatMap(LocalPath::existing);
  }

  private Backdrop backdrop() throws IOException {
    if (background == null) {
      return Backdrop.unnamed();
    }
    if (background.equalsIgnoreCase("none")) {
      return Backdrop.none();
    }
    if (backgroundFile().isPresent()) {
      ReadOptions options = reading.settled().bits(bits);
      return Backdrop.named(
          Background.image(
              ImageFiles.readPhoto(backgroundFile().get(), options).picture(),
              fit == null ? Background.Fit.COVER : fit,
              bars()));
    }
    return Backdrop.named(BackgroundWords.parse(background));
  }

  private int bars() {
    try {
      return Background.parseColour(bars == null ? "black" : bars);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("--bars: " + e.getMessage(), e);
    }
  }

  /**
   * All values that decide what results look like, as text; a file that is named counts with its
   * content. Limits decide only whether there is a result.
   */
  public String fingerprint() throws IOException {
    TreeMap<String, String> values = new TreeMap<>();
    for (OptionSpec option : Objects.requireNonNull(spec).options()) {
      if (!ReadingOptions.LIMITS.contains(option.longestName())) {
        values.put(option.longestName(), fingerprint(option.getValue()));
      }
    }
    return values.toString();
  }

  private static String fingerprint(@Nullable Object value) throws IOException {
    String text = Objects.toString(value, "");
    Optional<Path> file = LocalPath.existing(text).filter(Files::isRegularFile);
    return file.isPresent() ? text + " " + Sha256.of(Files.readAllBytes(file.get())) : text;
  }
}

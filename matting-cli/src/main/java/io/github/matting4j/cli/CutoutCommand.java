package io.github.matting4j.cli;

import io.github.matting4j.compose.Background;
import io.github.matting4j.io.ImageFiles;
import io.github.matting4j.model.MattingModel;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code matting cutout}: photos in, mattes and pictures out. */
@Command(
    name = "cutout",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Cuts the person out of each photo.",
      "",
      "Without -o, or with a folder, each NAME.jpg gives NAME_alpha.png (the matte), "
          + "NAME_composed.png (the person on the background) and NAME_cutout.png (the person on"
          + " transparency), in the current folder unless -o names another. With a file it gives"
          + " that file alone: the cut-out, or the composed picture if a background is named.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  matting cutout ana.jpg                              the three files",
      "  matting cutout *.jpg -o results/ --background none  mattes and cut-outs",
      "  matting cutout ana.jpg -o ana.png --alpha m.png     a cut-out and its matte",
      "  matting cutout ana.jpg -o out.jpg --background beach.jpg",
      "  matting cutout ana.jpg --model pp-mattingv2-512 --bits 16",
      "  matting cutout - -o - < ana.jpg > ana.png           in a pipe"
    })
final class CutoutCommand implements Callable<Integer> {
  private static final int BLUR_RADIUS = 40;

  @Parameters(
      arity = "1..*",
      paramLabel = "PHOTO",
      description = "JPEG or PNG files; '-' reads one from standard input.")
  private List<String> photos = List.of();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE|DIR",
      description = "File (.png, .jpg) for one photo, folder for several, '-' for standard output.")
  private @Nullable String output;

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

  @Option(
      names = "--alpha",
      paramLabel = "FILE",
      description = "Writes the matte of one photo to this PNG as well.")
  private @Nullable Path alpha;

  @Option(names = "--bits", paramLabel = "8|16", description = "Depth of mattes. Default: 8.")
  private int bits = 8;

  @Option(
      names = "--truncate",
      description = "8-bit mattes are cut, not rounded, as PaddleSeg's and ModelScope's tools do.")
  private boolean truncate;

  @Mixin private final ModelSelectionOptions selection = new ModelSelectionOptions();

  @Option(names = "--json", description = "Prints one JSON object a photo.")
  private boolean json;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    CommandLine commandLine = Objects.requireNonNull(spec).commandLine();
    CutoutJob job = job(commandLine);
    PrintWriter text = job.writesToStandardOutput() ? commandLine.getErr() : commandLine.getOut();
    Progress progress = json ? Progress.json(text) : Progress.plain(text, commandLine.getErr());
    int failed = 0;
    try (MattingModel model = open(commandLine, progress)) {
      makeFolder(job, commandLine);
      for (CutoutJob.Item item : job.items()) {
        failed += new CutoutRun(model, job, progress).run(item) ? 0 : 1;
      }
    }
    return failed == 0 ? ExitCode.OK : ExitCode.SOME_FAILED;
  }

  private static void makeFolder(CutoutJob job, CommandLine commandLine) {
    if (job.folder().isPresent()) {
      try {
        Files.createDirectories(job.folder().get());
      } catch (IOException e) {
        throw new ParameterException(
            commandLine, "cannot make the folder " + job.folder().get() + ": " + e, e);
      }
    }
  }

  private CutoutJob job(CommandLine commandLine) {
    try {
      if (bits != 8 && bits != 16) {
        throw new IllegalArgumentException("--bits is " + bits + "; it must be 8 or 16");
      }
      CutoutJob job =
          CutoutJob.plan(
              photos,
              Optional.ofNullable(output),
              Optional.ofNullable(alpha),
              backdrop(),
              bits,
              truncate,
              new EdgeOptions(refinement, foreground));
      OutputCheck.refuse(job, otherInputs());
      return job;
    } catch (IllegalArgumentException | IOException e) {
      throw new ParameterException(commandLine, Objects.toString(e.getMessage()), e);
    }
  }

  /** What is read besides the photos. */
  private List<Path> otherInputs() {
    return Stream.of(backgroundFile(), selection.modelFile()).flatMap(Optional::stream).toList();
  }

  private Optional<Path> backgroundFile() {
    return Optional.ofNullable(background).map(Path::of).filter(Files::exists);
  }

  private CutoutJob.Backdrop backdrop() throws IOException {
    if (background == null) {
      return CutoutJob.Backdrop.unnamed();
    }
    if (background.equalsIgnoreCase("none")) {
      return CutoutJob.Backdrop.none();
    }
    if (backgroundFile().isPresent()) {
      return CutoutJob.Backdrop.named(
          Background.image(ImageFiles.read(backgroundFile().get()), fit));
    }
    Optional<Background> own = ownBackground(background);
    if (own.isPresent()) {
      return CutoutJob.Backdrop.named(own.get());
    }
    try {
      return CutoutJob.Backdrop.named(Background.parse(background));
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

  private MattingModel open(CommandLine commandLine, Progress progress) throws IOException {
    try {
      return selection.open(progress::chose);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(commandLine, Objects.toString(e.getMessage()), e);
    }
  }
}

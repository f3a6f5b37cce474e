package io.github.matting4j.cli.cutout;

import io.github.matting4j.batch.cutout.CutOutSettings;
import io.github.matting4j.cli.console.ExitCode;
import io.github.matting4j.cli.console.StatusLine;
import io.github.matting4j.cli.console.Subcommand;
import io.github.matting4j.cli.console.Trouble;
import io.github.matting4j.cli.console.Verbosity;
import io.github.matting4j.cli.options.ModelSelectionOptions;
import io.github.matting4j.cli.options.PictureOptions;
import io.github.matting4j.image.Trimap;
import io.github.matting4j.io.ImageFiles;
import io.github.matting4j.io.ReadOptions;
import io.github.matting4j.model.MattingModel;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code matting cutout}: photos in, mattes and pictures out. */
@Command(
    name = "cutout",
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
      "  matting cutout ana.jpg -o ana.png --trimap drawn.png",
      "  matting cutout ana.jpg -o ana.png --crop --crop-margin 10%%",
      "  matting cutout - -o - < ana.jpg > ana.png           in a pipe"
    })
public final class CutoutCommand extends Subcommand {
  @Parameters(
      arity = "1..*",
      paramLabel = "PHOTO",
      description = "JPEG, PNG or TIFF files; '-' reads one from standard input.")
  private List<String> photos = List.of();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE|DIR",
      description =
          "File (.png, .tif, .jpg) for one photo, folder for several, '-' for standard output.")
  private @Nullable String output;

  @Option(
      names = "--alpha",
      paramLabel = "FILE",
      description = "Writes the matte of one photo to this PNG or TIFF as well.")
  private @Nullable Path alpha;

  @Option(
      names = "--trimap",
      paramLabel = "FILE",
      description =
          "A picture of what you know of one photo: white is the person, black is background. The"
              + " rest is solved from the two; if only one of them is marked, the model decides the rest.")
  private @Nullable Path trimap;

  @Option(
      names = "--output-format",
      paramLabel = "png|tiff|jpg",
      description =
          "Format in a folder and on standard output; jpg is for composed pictures alone, the"
              + " others stay PNG. Default: png.")
  private CutoutJob.@Nullable Format format;

  @Mixin private final PictureOptions pictures = new PictureOptions();

  @Mixin private final ModelSelectionOptions selection = new ModelSelectionOptions();

  @Option(names = "--json", description = "Prints one JSON object per photo.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    CutoutJob job = checked(this::job);
    CutoutProgress progress = progress(job);
    int failed = 0;
    try (MattingModel model = selection.open(progress::chose)) {
      makeFolder(job);
      for (CutoutJob.Item item : job.items()) {
        progress.begins(item.photo());
        failed += new CutoutRun(model, job, progress).run(item) ? 0 : 1;
      }
    }
    return failed == 0 ? ExitCode.OK : ExitCode.SOME_FAILED;
  }

  private CutoutProgress progress(CutoutJob job) {
    PrintWriter text = job.writesToStandardOutput() ? err() : out();
    return new CutoutProgress(
        json ? text : Verbosity.reports(spec(), text),
        err(),
        json,
        isVerbose(),
        StatusLine.of(spec()),
        job.items().size());
  }

  private void makeFolder(CutoutJob job) {
    if (job.folder().isPresent()) {
      try {
        Files.createDirectories(job.folder().get());
      } catch (IOException e) {
        throw new ParameterException(
            spec().commandLine(), "cannot make the folder " + Trouble.of(e).text(), e);
      }
    }
  }

  private CutoutJob job() throws IOException {
    CutoutJob job =
        CutoutJob.plan(
            photos,
            Optional.ofNullable(output),
            Optional.ofNullable(alpha),
            format == null ? CutoutJob.Format.PNG : format,
            plan());
    boolean oneFile = job.folder().isEmpty() && !job.writesToStandardOutput();
    if (isArgument("--output-format") && output != null && oneFile) {
      throw new IllegalArgumentException(
          "--output-format has no effect with -o "
              + output
              + ", whose name gives the format; leave it out");
    }
    job.refuseOverwriting(otherInputs());
    return job;
  }

  private CutOutSettings plan() throws IOException {
    CutOutSettings plan = pictures.settled();
    if (trimap == null) {
      return plan;
    }
    if (photos.size() > 1) {
      throw new IllegalArgumentException(
          "--trimap is drawn on one photo, but there are several; cut them out one by one");
    }
    return plan.withTrimap(
        Trimap.of(
            ImageFiles.read(trimap, plan.reading().iccProfiles(ReadOptions.IccProfiles.CONVERT))));
  }

  /** Files that are read in addition to the photos. */
  private List<Path> otherInputs() {
    return Stream.of(pictures.backgroundFile(), selection.modelFile(), Optional.ofNullable(trimap))
        .flatMap(Optional::stream)
        .toList();
  }
}

package io.github.matting4j.cli.batch;

import io.github.matting4j.batch.BatchRun;
import io.github.matting4j.batch.BatchRunner;
import io.github.matting4j.batch.BatchSummary;
import io.github.matting4j.batch.OutputPattern;
import io.github.matting4j.batch.PhotoSource;
import io.github.matting4j.batch.PhotoStep;
import io.github.matting4j.batch.cutout.CutOut;
import io.github.matting4j.batch.cutout.CutOutSettings;
import io.github.matting4j.batch.cutout.CutOutStep;
import io.github.matting4j.batch.layout.AdaptiveModel;
import io.github.matting4j.batch.layout.BatchLayout;
import io.github.matting4j.batch.layout.LayoutDecision;
import io.github.matting4j.batch.source.BatchInputs;
import io.github.matting4j.batch.source.PhotoCounter;
import io.github.matting4j.batch.source.SkippedFiles;
import io.github.matting4j.batch.source.WatchedPhotos;
import io.github.matting4j.cli.console.ExitCode;
import io.github.matting4j.cli.console.Signals;
import io.github.matting4j.cli.console.Subcommand;
import io.github.matting4j.cli.console.Terminal;
import io.github.matting4j.cli.console.Trouble;
import io.github.matting4j.cli.options.ModelSelectionOptions;
import io.github.matting4j.cli.options.PictureOptions;
import io.github.matting4j.io.file.LocalPath;
import io.github.matting4j.model.MattingModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code matting batch}: many photos, on every core, to be resumed at any time. */
@Command(
    name = "batch",
    description = {
      "Cuts the person out of many photos, several at a time. A photo that fails is reported and"
          + " the others go on. Started again, it does what is left: new and changed photos, those"
          + " that failed, those without results. Ctrl-C finishes the photos in progress.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  matting batch photos/ -o results/                    a folder and all below it",
      "  matting batch inbox/ -o results/ --watch             photos as they come in",
      "  matting batch 'in/**/*.jpg' -o results/ --which alpha",
      "  matting batch @list.txt -o results/ --base /archive  a list, its folders kept",
      "  matting batch - -0 -o results/ < list                what 'find -print0' lists",
      "  matting batch photos/ -o out/ --pattern '{kind}/{dir}/{name}.png'"
    })
public final class BatchCommand extends Subcommand {
  @Parameters(
      arity = "1..*",
      paramLabel = "INPUT",
      description =
          "Folders, files, quoted patterns ('in/**/*.jpg'), @FILE for a list, '-' for a list on"
              + " standard input.")
  private List<String> inputs = List.of();

  @Mixin private final BatchResultOptions results = new BatchResultOptions();

  @Option(names = "--no-recursive", description = "Leaves out folders inside folders.")
  private boolean flat;

  @Option(names = "-0", description = "Paths in lists end with a NUL byte instead of a newline.")
  private boolean nul;

  @Option(
      names = "--base",
      paramLabel = "DIR",
      description =
          "What {dir} is relative to for listed and named files. Default: the current folder;"
              + " files elsewhere have none.")
  private @Nullable Path base;

  @Option(
      names = "--watch",
      description =
          "Continues with every photo that appears in the folders, once it is completely written,"
              + " until Ctrl-C.")
  private boolean watch;

  @Mixin private final BatchRunOptions running = new BatchRunOptions();

  @Mixin private final PictureOptions pictures = new PictureOptions();

  @Mixin private final ModelSelectionOptions selection = new ModelSelectionOptions();

  @Option(
      names = "--json",
      description = "Prints one JSON object per event: start, photo, summary.")
  private boolean json;

  /**
   * The photos of a run.
   *
   * @param skipped the files left out so far
   * @param end makes a source that waits for photos give no more
   */
  private record Source(PhotoSource photos, Supplier<SkippedFiles> skipped, Runnable end) {
    static Source of(BatchInputs.Photos photos) {
      return new Source(photos, photos::skipped, () -> {});
    }

    static Source of(WatchedPhotos photos) {
      return new Source(photos, photos::skipped, photos::end);
    }
  }

  /** What was asked for. */
  private record Job(OutputPattern outputs, CutOutSettings pictures, String fingerprint) {
    PhotoStep step() {
      return new CutOutStep(pictures);
    }
  }

  @Override
  public Integer call() throws IOException {
    try (BatchInputs all =
            new BatchInputs(inputs, !flat, nul, Optional.ofNullable(base), results.folder());
        BatchProgress progress = progress()) {
      Job job = checked(() -> job(all));
      return run(all, job, progress);
    }
  }

  private Job job(BatchInputs all) throws IOException {
    running.layouts(selection.threads());
    running.check();
    CutOutSettings settings = pictures.settled();
    OutputPattern outputs = results.pattern(settings);
    checkForOptionsWithoutEffect();
    if (watch) {
      all.checkFolders();
    } else {
      all.check(System.in);
    }
    return new Job(outputs, settings, pictures.fingerprint());
  }

  private void checkForOptionsWithoutEffect() {
    if (nul && inputs.stream().noneMatch(BatchInputs::isList)) {
      throw new IllegalArgumentException(
          "-0 is for lists, and there is none; leave it out, or name a list: @FILE or '-'");
    }
    if (isArgument("--base") && inputs.stream().allMatch(LocalPath::isFolder)) {
      throw new IllegalArgumentException(
          "--base has no effect on folders, whose photos keep their path below the folder; leave it"
              + " out");
    }
  }

  private int run(BatchInputs all, Job job, BatchProgress progress) throws IOException {
    List<BatchLayout> layouts = running.layouts(selection.threads());
    BatchLayout layout = layouts.get(0);
    Path manifest = running.manifest(results.folder());
    Source photos = watch ? Source.of(WatchedPhotos.of(all)) : Source.of(all.photos());
    try (MattingModel model = open(layouts, progress)) {
      BatchRunner runner =
          BatchRunner.of(model, photos.photos(), job.step())
              .outputs(job.outputs())
              .manifest(manifest)
              .fingerprint(job.fingerprint())
              .otherInputs(otherInputs(all))
              .parallelism(layout.photos())
              .reading(job.pictures().reading()) // their depth, for the memory
              .bytesPerPixel(CutOut.BYTES_PER_PIXEL);
      try (BatchRun run = checked(running.applyTo(runner)::open)) {
        AtomicInteger signal = new AtomicInteger();
        Signals.atFirst(
            number -> {
              signal.set(number);
              run.stop();
              photos.end().run();
            });
        progress.start(model.descriptor().id(), layout, results.folder(), manifest);
        for (String note : run.notes()) {
          progress.note(note);
        }
        if (watch) {
          progress.note("watching " + String.join(", ", inputs) + "; Ctrl-C ends it");
        }
        try (PhotoCounter counter = watch ? null : PhotoCounter.start(all, progress::found)) {
          Optional<LayoutDecision> told = decision(model);
          while (run.hasNext()) {
            progress.photo(run.next());
            if (told.isEmpty()) {
              told = decision(model);
              if (told.isPresent()) {
                progress.note(told.get().toString());
              }
            }
          }
        }
        progress.summary(run.summary(), photos.skipped().get());
        return signal.get() > 0 ? ExitCode.ofSignal(signal.get()) : exitCode(run.summary());
      } catch (UncheckedIOException e) {
        err().println("matting: the batch ended early: " + Trouble.of(e).text());
        err().flush();
        return ExitCode.SOME_FAILED;
      }
    }
  }

  /** Files that are read in addition to the photos. */
  private List<Path> otherInputs(BatchInputs all) {
    return Stream.concat(
            Stream.of(pictures.backgroundFile(), selection.modelFile()).flatMap(Optional::stream),
            all.lists().stream())
        .toList();
  }

  private static int exitCode(BatchSummary summary) {
    return summary.failed() == 0 ? ExitCode.OK : ExitCode.SOME_FAILED;
  }

  private MattingModel open(List<BatchLayout> layouts, BatchProgress progress) throws IOException {
    BatchLayout first = layouts.get(0);
    if (layouts.size() == 1) {
      return selection.open(first::applyTo, progress::chose);
    }
    return AdaptiveModel.open(
        layouts,
        layout ->
            selection.open(
                layout::applyTo, layout.equals(first) ? progress::chose : sentence -> {}));
  }

  private static Optional<LayoutDecision> decision(MattingModel model) {
    return model instanceof AdaptiveModel adaptive ? adaptive.decision() : Optional.empty();
  }

  private BatchProgress progress() {
    if (json) {
      return new JsonBatchProgress(out());
    }
    return Terminal.isPresent() && !isQuiet()
        ? new TerminalBatchProgress(err())
        : new TextBatchProgress(reports(), err());
  }
}

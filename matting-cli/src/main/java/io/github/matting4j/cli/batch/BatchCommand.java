package io.github.matting4j.cli.batch;

import io.github.matting4j.batch.BatchRun;
import io.github.matting4j.batch.BatchRunner;
import io.github.matting4j.batch.BatchSummary;
import io.github.matting4j.batch.OutputPattern;
import io.github.matting4j.batch.PhotoStep;
import io.github.matting4j.batch.cutout.CutOut;
import io.github.matting4j.batch.cutout.CutOutSettings;
import io.github.matting4j.batch.cutout.CutOutStep;
import io.github.matting4j.batch.layout.BatchLayout;
import io.github.matting4j.batch.layout.LayoutTrial;
import io.github.matting4j.cli.console.ExitCode;
import io.github.matting4j.cli.console.Signals;
import io.github.matting4j.cli.console.Trouble;
import io.github.matting4j.cli.console.Usage;
import io.github.matting4j.cli.console.Version;
import io.github.matting4j.cli.options.ModelSelectionOptions;
import io.github.matting4j.cli.options.PictureOptions;
import io.github.matting4j.model.MattingModel;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code matting batch}: many photos, on every core, to be resumed at any time. */
@Command(
    name = "batch",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = {
      "Cuts the person out of many photos, several at a time. A photo that fails is reported and"
          + " the others go on. Started again, it does what is left: new and changed photos, those"
          + " that failed, those without results. Ctrl-C finishes the photos at hand.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  matting batch photos/ -o results/                    a folder and all below it",
      "  matting batch 'in/**/*.jpg' -o results/ --which alpha",
      "  matting batch @list.txt -o results/ --base /archive  a list, its folders kept",
      "  matting batch - -0 -o results/ < list                what 'find -print0' lists",
      "  matting batch photos/ -o out/ --pattern '{kind}/{dir}/{name}.png'"
    })
public final class BatchCommand implements Callable<Integer> {
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

  @Mixin private final BatchLayoutOptions layout = new BatchLayoutOptions();

  @Mixin private final BatchRunOptions running = new BatchRunOptions();

  @Mixin private final PictureOptions pictures = new PictureOptions();

  @Mixin private final ModelSelectionOptions selection = new ModelSelectionOptions();

  @Option(names = "--json", description = "Prints one JSON object an event: start, photo, summary.")
  private boolean json;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    CommandSpec command = Objects.requireNonNull(spec);
    CommandLine commandLine = command.commandLine();
    try (BatchInputs all =
            new BatchInputs(inputs, !flat, nul, Optional.ofNullable(base), results.folder());
        BatchProgress progress = progress(commandLine)) {
      OutputPattern outputs;
      CutOutSettings plan;
      try {
        layout.settled(selection.threads());
        running.check();
        plan = pictures.settled();
        outputs = results.pattern(plan);
        all.check(System.in);
      } catch (IllegalArgumentException | IOException e) {
        throw Usage.refused(commandLine, e);
      }
      return run(commandLine, all, outputs, plan, BatchFingerprint.of(command), progress);
    }
  }

  private int run(
      CommandLine commandLine,
      BatchInputs all,
      OutputPattern outputs,
      CutOutSettings plan,
      String fingerprint,
      BatchProgress progress)
      throws IOException {
    PhotoStep step = new CutOutStep(plan);
    BatchLayout shared = layout(commandLine, all, outputs, step);
    Path manifest = running.manifest(results.folder());
    BatchInputs.Photos photos = all.photos();
    try (MattingModel model = open(commandLine, shared, progress)) {
      BatchRunner runner =
          BatchRunner.of(model, photos, step)
              .outputs(outputs)
              .manifest(manifest)
              .fingerprint(fingerprint)
              .otherInputs(otherInputs(all))
              .parallelism(shared.photos())
              .reading(plan.reading()) // their depth, for the memory
              .bytesPerPixel(CutOut.BYTES_PER_PIXEL);
      try (BatchRun run = opened(running.applyTo(runner), commandLine)) {
        AtomicInteger signal = new AtomicInteger();
        Signals.atFirst(
            number -> {
              signal.set(number);
              run.stop();
            });
        progress.start(new BatchPlan(model.descriptor().id(), shared, results.folder(), manifest));
        for (String note : run.notes()) {
          progress.note(note);
        }
        BatchCount count = BatchCount.start(all, progress);
        while (run.hasNext()) {
          progress.photo(run.next());
        }
        count.stop();
        progress.summary(run.summary(), photos);
        return signal.get() > 0 ? ExitCode.ofSignal(signal.get()) : exitCode(run.summary());
      } catch (UncheckedIOException e) {
        commandLine.getErr().println("matting: the batch ended early: " + Trouble.of(e).text());
        commandLine.getErr().flush();
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

  private static BatchRun opened(BatchRunner runner, CommandLine commandLine) {
    try {
      return runner.open();
    } catch (IOException e) {
      throw Usage.refused(commandLine, e);
    }
  }

  private BatchLayout layout(
      CommandLine commandLine, BatchInputs all, OutputPattern outputs, PhotoStep step)
      throws IOException {
    Optional<BatchLayout> settled = layout.settled(selection.threads());
    if (settled.isPresent()) {
      return settled.get();
    }
    try (BatchInputs.Photos photos = all.photos()) {
      return LayoutTrial.quicker(
          LayoutTrial.first(photos),
          outputs,
          step,
          candidate -> open(commandLine, candidate, new PlainBatchProgress(silent(), silent())));
    }
  }

  private static PrintWriter silent() {
    return new PrintWriter(java.io.Writer.nullWriter());
  }

  private MattingModel open(CommandLine commandLine, BatchLayout shared, BatchProgress progress)
      throws IOException {
    try {
      return selection.open(shared::applyTo, progress::chose);
    } catch (IllegalArgumentException e) {
      throw Usage.refused(commandLine, e);
    }
  }

  private BatchProgress progress(CommandLine commandLine) {
    if (json) {
      return new JsonBatchProgress(commandLine.getOut());
    }
    return Boolean.getBoolean("matting.terminal") // the launcher knows whether stderr is one
        ? new TerminalBatchProgress(commandLine.getErr())
        : new PlainBatchProgress(commandLine.getOut(), commandLine.getErr());
  }
}

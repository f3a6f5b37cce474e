package io.github.matting4j.cli;

import io.github.matting4j.batch.BatchRun;
import io.github.matting4j.batch.BatchRunner;
import io.github.matting4j.batch.BatchSummary;
import io.github.matting4j.batch.OutputPattern;
import io.github.matting4j.batch.PhotoFile;
import io.github.matting4j.batch.PhotoStep;
import io.github.matting4j.io.OutputFormat;
import io.github.matting4j.io.Photo;
import io.github.matting4j.model.MattingModel;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code matting batch}: many photos, on every core, to be resumed at any time. */
@Command(
    name = "batch",
    mixinStandardHelpOptions = true,
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
final class BatchCommand implements Callable<Integer> {
  private enum LayoutChoice {
    CALLERS,
    THREADS,
    AUTO
  }

  @Parameters(
      arity = "1..*",
      paramLabel = "INPUT",
      description =
          "Folders, files, quoted patterns ('in/**/*.jpg'), @FILE for a list, '-' for a list on"
              + " standard input.")
  private List<String> inputs = List.of();

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "DIR",
      description = "Folder of the results.")
  private Path output = Path.of("");

  @Option(
      names = "--pattern",
      paramLabel = "PATTERN",
      description =
          "Names of results below DIR, of {dir}, {name}, {ext} and {kind}. Default: "
              + OutputPattern.DEFAULT)
  private String pattern = OutputPattern.DEFAULT;

  @Option(
      names = "--which",
      split = ",",
      paramLabel = "KIND",
      description = "alpha, cutout, composed, with commas between. Default: all that cutout makes.")
  private Set<ResultKind> which = EnumSet.noneOf(ResultKind.class);

  @Option(names = "--no-recursive", description = "Leaves out folders inside folders.")
  private boolean flat;

  @Option(names = "-0", description = "Paths in lists end with NUL, not with the line.")
  private boolean nul;

  @Option(
      names = "--base",
      paramLabel = "DIR",
      description =
          "What {dir} is relative to for listed and named files. Default: the current folder;"
              + " files elsewhere have none.")
  private @Nullable Path base;

  @Option(
      names = "--callers",
      paramLabel = "N",
      description = "Photos at a time. Default: as many as cores, each on one thread.")
  private @Nullable Integer callers;

  @Option(
      names = "--layout",
      paramLabel = "callers|threads|auto",
      description =
          "Many photos at a time (default), or one on all cores; auto tries both on the first"
              + " photos.")
  private LayoutChoice layout = LayoutChoice.CALLERS;

  @Option(
      names = "--manifest",
      paramLabel = "FILE",
      description =
          "What was done is kept in this file, one JSON object a line. Default:"
              + " DIR/matting-manifest.jsonl")
  private @Nullable Path manifest;

  @Option(
      names = "--verify",
      description = "Tells changed photos by their content, not by size and time.")
  private boolean verify;

  @Option(names = "--limit", paramLabel = "N", description = "Ends after so many photos.")
  private @Nullable Long limit;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description = "A photo that takes longer fails. Default: none does.")
  private @Nullable Double timeout;

  @Mixin private final PictureOptions pictures = new PictureOptions();

  @Mixin private final ModelSelectionOptions selection = new ModelSelectionOptions();

  @Option(names = "--json", description = "Prints one JSON object an event: start, photo, summary.")
  private boolean json;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    CommandSpec command = Objects.requireNonNull(spec);
    CommandLine commandLine = command.commandLine();
    try (BatchInputs all = new BatchInputs(inputs, !flat, nul, Optional.ofNullable(base), output);
        BatchProgress progress = progress(commandLine)) {
      OutputPattern outputs;
      PicturePlan plan;
      try {
        checkNumbers();
        plan = pictures.settled();
        outputs = OutputPattern.of(output, pattern, kinds(plan));
        checkFormats(outputs);
        all.check(System.in);
      } catch (IllegalArgumentException | IOException e) {
        throw new ParameterException(commandLine, Objects.toString(e.getMessage()), e);
      }
      PhotoStep step = step(plan);
      return run(commandLine, all, outputs, step, BatchFingerprint.of(command), progress);
    }
  }

  private int run(
      CommandLine commandLine,
      BatchInputs all,
      OutputPattern outputs,
      PhotoStep step,
      String fingerprint,
      BatchProgress progress)
      throws IOException {
    BatchLayout shared = layout(commandLine, all, outputs, step);
    Path remembering = manifest == null ? output.resolve("matting-manifest.jsonl") : manifest;
    BatchInputs.Photos photos = all.photos();
    try (MattingModel model = open(commandLine, shared, progress)) {
      BatchRunner runner =
          BatchRunner.of(model, photos, step)
              .outputs(outputs)
              .manifest(remembering)
              .verifying(verify)
              .fingerprint(fingerprint)
              .callers(shared.callers())
              .bytesPerPixel(CutPhoto.BYTES_PER_PIXEL);
      runner = limit == null ? runner : runner.limit(limit);
      runner = timeout == null ? runner : runner.timeout(Duration.ofNanos((long) (timeout * 1e9)));
      try (BatchRun run = opened(runner, commandLine)) {
        AtomicBoolean interrupted = new AtomicBoolean();
        Signals.atFirst(
            () -> {
              interrupted.set(true);
              run.stop();
            });
        progress.start(new BatchPlan(model.descriptor().id(), shared, output, remembering));
        BatchCount count = BatchCount.start(all, progress);
        while (run.hasNext()) {
          progress.photo(run.next());
        }
        count.stop();
        progress.summary(run.summary(), photos);
        return interrupted.get() ? ExitCode.INTERRUPTED : exitCode(run.summary());
      } catch (UncheckedIOException e) {
        commandLine.getErr().println("matting: the batch ended early: " + e.getMessage());
        commandLine.getErr().flush();
        return ExitCode.SOME_FAILED;
      }
    }
  }

  private static int exitCode(BatchSummary summary) {
    return summary.failed() == 0 ? ExitCode.OK : ExitCode.SOME_FAILED;
  }

  private static BatchRun opened(BatchRunner runner, CommandLine commandLine) {
    try {
      return runner.open();
    } catch (IOException e) {
      throw new ParameterException(commandLine, Objects.toString(e.getMessage()), e);
    }
  }

  private static PhotoStep step(PicturePlan plan) {
    return work -> {
      Photo photo = work.readPhoto(plan::reading);
      CutPhoto cut = new CutPhoto(plan, photo, work.matte(photo.forNetwork()));
      for (ResultKind kind : ResultKind.values()) {
        Path file = work.outputs().get(kind.label());
        if (file != null) {
          cut.write(kind, file);
        }
      }
    };
  }

  private List<String> kinds(PicturePlan plan) {
    Set<ResultKind> kinds = EnumSet.allOf(ResultKind.class);
    if (!which.isEmpty()) {
      kinds = which;
    } else if (!plan.backdrop().wanted()) {
      kinds.remove(ResultKind.COMPOSED);
    }
    return kinds.stream().map(ResultKind::label).toList();
  }

  /** JPEG is for composed pictures alone. */
  private static void checkFormats(OutputPattern outputs) {
    outputs
        .outputs(PhotoFile.of(Path.of("x.jpg")))
        .forEach(
            (kind, file) -> {
              if (OutputFormat.of(file) == OutputFormat.JPEG
                  && !kind.equals(ResultKind.COMPOSED.label())) {
                throw new IllegalArgumentException(
                    "the pattern makes "
                        + file.getFileName()
                        + ", but JPEG has no transparency;"
                        + " let it end in .png, or say --which composed");
              }
            });
  }

  private void checkNumbers() {
    if (callers != null && callers < 1) {
      throw new IllegalArgumentException("--callers is " + callers + "; it must be at least 1");
    }
    if (limit != null && limit < 1) {
      throw new IllegalArgumentException("--limit is " + limit + "; it must be at least 1");
    }
    if (timeout != null && !(timeout > 0 && timeout < 1e9)) {
      throw new IllegalArgumentException("--timeout is " + timeout + "; it must be positive");
    }
  }

  private BatchLayout layout(
      CommandLine commandLine, BatchInputs all, OutputPattern outputs, PhotoStep step)
      throws IOException {
    Optional<Integer> threads = selection.threads();
    if (callers != null || threads.isPresent()) {
      int each = threads.orElse(1);
      return new BatchLayout(
          callers == null ? Math.max(1, BatchLayout.cores() / each) : callers, each);
    }
    if (layout == LayoutChoice.AUTO) {
      try (BatchInputs.Photos photos = all.photos()) {
        return LayoutTrial.quicker(
            LayoutTrial.first(photos),
            outputs,
            step,
            candidate -> open(commandLine, candidate, new PlainBatchProgress(silent(), silent())));
      }
    }
    return layout == LayoutChoice.THREADS ? BatchLayout.manyThreads() : BatchLayout.manyCallers();
  }

  private static PrintWriter silent() {
    return new PrintWriter(java.io.Writer.nullWriter());
  }

  private MattingModel open(CommandLine commandLine, BatchLayout shared, BatchProgress progress)
      throws IOException {
    try {
      return selection.open(shared::applyTo, progress::chose);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(commandLine, Objects.toString(e.getMessage()), e);
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

package io.github.matting4j.cli.models;

import io.github.matting4j.MattingModels;
import io.github.matting4j.ModelStatus;
import io.github.matting4j.batch.cutout.Refinement;
import io.github.matting4j.cli.console.ExitCode;
import io.github.matting4j.cli.console.Output;
import io.github.matting4j.cli.console.Printable;
import io.github.matting4j.cli.console.Subcommand;
import io.github.matting4j.cli.console.Trouble;
import io.github.matting4j.cli.console.Usage;
import io.github.matting4j.cli.console.Verbosity;
import io.github.matting4j.cli.options.ModelFolderOption;
import io.github.matting4j.cli.options.ReadingOptions;
import io.github.matting4j.cli.options.ZoomOption;
import io.github.matting4j.evaluate.Evaluation;
import io.github.matting4j.evaluate.EvaluationPlan;
import io.github.matting4j.evaluate.EvaluationRun;
import io.github.matting4j.evaluate.PhotoSet;
import io.github.matting4j.evaluate.benchmark.Benchmark;
import io.github.matting4j.evaluate.benchmark.BenchmarkPhotos;
import io.github.matting4j.evaluate.benchmark.BenchmarkTable;
import io.github.matting4j.evaluate.benchmark.ModelScores;
import io.github.matting4j.evaluate.benchmark.PublishedSet;
import io.github.matting4j.model.ModelLoadException;
import io.github.matting4j.model.OpenOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code matting evaluate}: how good models are, in numbers and pictures. */
@Command(
    name = "evaluate",
    description = {
      "Runs models on your photos and compares their mattes with the truth, if you have it, or"
          + " with each other.",
      "",
      "Writes evaluation.csv, evaluation.json, report.html (one file with all pictures, opens in"
          + " any browser without network) and the mattes.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  matting evaluate --synthetic                 on drawn portraits of known truth",
      "  matting evaluate --images photos --truth mattes -o results",
      "  matting evaluate --images photos --models portrait-starter,bshm",
      "  matting evaluate --images photos --refine guided --max-side 2048",
      "  matting evaluate --benchmark ppm-aim-195     beside the published errors"
    })
public final class EvaluateCommand extends Subcommand {
  @Option(
      names = "--images",
      paramLabel = "DIR",
      description = "Folder of photos, .jpg, .jpeg or .png.")
  private @Nullable Path images;

  @Option(
      names = "--truth",
      paramLabel = "DIR",
      description =
          "Folder of true mattes under the photos' names: grey, white for the person, or cut-outs"
              + " with transparency.")
  private @Nullable Path truth;

  @Option(
      names = "--synthetic",
      description = "Draws the project's portraits, with their exact mattes, and uses those.")
  private boolean synthetic;

  @Option(
      names = "--models",
      paramLabel = "ID",
      split = ",",
      description = "Models, with commas between. Default: every one that is installed.")
  private List<String> models = List.of();

  @Mixin private final BenchmarkOptions benchmark = new BenchmarkOptions();

  @Mixin private final ModelFolderOption modelFolder = new ModelFolderOption();

  @Mixin private final ZoomOption zoom = new ZoomOption();

  @Mixin private final ReadingOptions reading = new ReadingOptions();

  @Option(
      names = "--refine",
      paramLabel = "auto|none|guided|hair",
      description = "How mattes are refined before they are compared, as in cutout. Default: auto.")
  private Refinement refinement = Refinement.AUTO;

  @Option(
      names = "--max-side",
      paramLabel = "N",
      description = "Photos with a longer side than N pixels are reduced to it first.")
  private @Nullable Integer maxSide;

  @Option(
      names = "--repeats",
      paramLabel = "N",
      description = "Runs a photo, of which the median time counts. Default: 3.")
  private int repeats = 3;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      description = "Where the results go. Default: evaluation.")
  private Path output = Path.of("evaluation");

  @Override
  public Integer call() throws IOException {
    if (benchmark.isGiven()) {
      return measureOnPublishedSet();
    }
    for (String other : List.of("--from", "--mirror", "--offline", "--accept-new")) {
      if (isArgument(other)) {
        throw refused(other + " has no effect without --benchmark");
      }
    }
    EvaluationPlan plan = plan();
    plan.photos().notes().forEach(this::tell);
    Evaluation evaluation = new EvaluationRun(plan, this::tell).run();
    evaluation.summary().forEach(line -> out().println(Printable.line(line)));
    Output.line(out(), Printable.line(output.resolve("report.html").toString()));
    return evaluation.failures() == 0 ? ExitCode.OK : ExitCode.SOME_FAILED;
  }

  private int measureOnPublishedSet() throws IOException {
    for (String other :
        List.of("--images", "--truth", "--synthetic", "--max-side", "--refine", "--repeats")) {
      if (isArgument(other)) {
        throw refused("--benchmark has photos, truth and a procedure of its own; omit " + other);
      }
    }
    OpenOptions options = zoom.applyTo(modelFolder.applyTo(OpenOptions.forLatency()));
    MattingModels registry = MattingModels.discovered();
    List<String> ids = checked(() -> ids(registry, options));
    Benchmark run =
        new Benchmark(
            benchmarkPhotos(),
            benchmark.published().map(PublishedSet::hasPublishedScores).orElse(false),
            id -> registry.open(id, options),
            thrown -> Trouble.of(thrown).text(),
            reading.settled(),
            this::tell);
    List<ModelScores> scores = new ArrayList<>();
    for (String id : ids) {
      scores.add(run.measure(id, output));
    }
    scores.stream().flatMap(of -> of.failures().stream()).forEach(this::tell);
    BenchmarkTable.lines(scores).forEach(line -> Output.line(out(), Printable.line(line)));
    return scores.stream().allMatch(of -> of.failures().isEmpty())
        ? ExitCode.OK
        : ExitCode.SOME_FAILED;
  }

  private BenchmarkPhotos benchmarkPhotos() throws IOException {
    try (InstallProgress progress = InstallProgress.to(Verbosity.reports(spec(), err()))) {
      return benchmark.photos(progress);
    } catch (IllegalArgumentException e) {
      throw Usage.refused(spec().commandLine(), e);
    }
  }

  private ParameterException refused(String message) {
    return Usage.refused(spec().commandLine(), new IllegalArgumentException(message));
  }

  private void tell(String line) {
    PrintWriter err = Verbosity.reports(spec(), err());
    err.println("matting: " + Printable.lines(line));
    err.flush();
  }

  private EvaluationPlan plan() throws IOException {
    try {
      OpenOptions options = zoom.applyTo(modelFolder.applyTo(OpenOptions.forLatency()));
      MattingModels registry = MattingModels.discovered();
      List<String> ids = ids(registry, options);
      // With no photos yet: wrong numbers are reported before anything is drawn.
      EvaluationPlan plan = plan(registry, options, ids, new PhotoSet("", List.of(), List.of()));
      return plan.with(photos());
    } catch (IllegalArgumentException e) {
      throw Usage.refused(spec().commandLine(), e);
    }
  }

  private EvaluationPlan plan(
      MattingModels registry, OpenOptions options, List<String> ids, PhotoSet photos) {
    return new EvaluationPlan(
        photos,
        ids,
        EvaluationPlan.Models.of(registry, options),
        refinement.name().toLowerCase(Locale.ROOT),
        refinement::of,
        repeats,
        maxSide(),
        reading.settled(),
        thrown -> Trouble.of(thrown).text(),
        output);
  }

  private OptionalInt maxSide() {
    return maxSide == null ? OptionalInt.empty() : OptionalInt.of(maxSide);
  }

  private PhotoSet photos() throws IOException {
    if (synthetic == (images != null)) {
      throw new IllegalArgumentException(
          synthetic
              ? "--synthetic and --images exclude each other; choose one"
              : "nothing to evaluate on; give --images DIR, --synthetic or --benchmark SET");
    }
    if (images != null) {
      return PhotoSet.ofFolders(images, Optional.ofNullable(truth));
    }
    if (truth != null) {
      throw new IllegalArgumentException("--synthetic brings its own truth; omit --truth");
    }
    return PhotoSet.synthetic(output.resolve("synthetic"), maxSide(), this::tell);
  }

  /** The models asked for, or all that are ready. */
  private List<String> ids(MattingModels registry, OpenOptions options) {
    for (String id : models) {
      registry.probe(id, options); // refuses an unknown one and lists those there are
    }
    List<String> ids =
        models.isEmpty()
            ? registry.list(options).stream()
                .filter(line -> line.availability().isReady())
                .map(ModelStatus::id)
                .toList()
            : models.stream().distinct().toList();
    if (ids.isEmpty()) {
      throw new ModelLoadException("no model is installed; 'matting models' says how to get one");
    }
    return ids;
  }
}

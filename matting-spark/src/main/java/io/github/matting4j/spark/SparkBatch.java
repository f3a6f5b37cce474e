package io.github.matting4j.spark;

import io.github.matting4j.batch.FailureText;
import io.github.matting4j.batch.cutout.CutOutSettings;
import io.github.matting4j.batch.cutout.ResultKind;
import io.github.matting4j.cli.options.PictureOptions;
import io.github.matting4j.cli.options.ResultOptions;
import io.github.matting4j.criteria.MattingCriteria;
import io.github.matting4j.hardware.Device;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * The main class for {@code spark-submit}: cuts out the photos of a folder into another one, on any
 * file system of Hadoop, with the options of {@code matting batch}. Started again, it does what is
 * left.
 */
@Command(
    name = "SparkBatch",
    description = "Cuts the person out of the photos in and below IN, and writes results to OUT.")
public final class SparkBatch implements Callable<Integer> {
  private static final String MANIFEST = "matting-manifest.parquet";
  private static final String LIST = ".matting4j-photos";
  private static final String SUSPECTS = ".matting4j-suspects";
  private static final int PHOTOS_PER_TASK = 32;
  private static final int MAX_TASKS = 50_000;
  private static final int SOME_FAILED = 1;
  private static final int REFUSED = 2;

  @Parameters(index = "0", paramLabel = "IN", description = "Folder of the photos.")
  private String in = "";

  @Parameters(index = "1", paramLabel = "OUT", description = "Folder of the results.")
  private String out = "";

  @Option(
      names = "--model",
      paramLabel = "ID",
      description = "Model to use. Default: the one recommended of those the driver can open.")
  private @Nullable String model;

  @Option(
      names = "--model-file",
      paramLabel = "FILE",
      description = "Weights of --model on the driver, sent to the executors.")
  private java.nio.file.@Nullable Path modelFile;

  @Option(
      names = "--model-folder",
      paramLabel = "DIR",
      description = "Where the driver looks for weights. Default: ~/.matting4j/models.")
  private java.nio.file.@Nullable Path modelFolder;

  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      description = "cpu, cuda, cuda:1. Default: the GPU that Spark gives a task, else the CPU.")
  private @Nullable String device;

  @Mixin private final ResultOptions results = new ResultOptions();

  @Option(names = "--limit", paramLabel = "N", description = "Ends after so many photos.")
  private @Nullable Integer limit;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description = "A photo that takes longer fails. Default: none does.")
  private @Nullable Double timeout;

  @Mixin private final PictureOptions pictures = new PictureOptions();

  @Spec private @Nullable CommandSpec spec;

  private List<String> arguments = List.of();

  private SparkBatch() {}

  /** Runs with these arguments, and ends the JVM with 0, 1 if photos failed, or 2. */
  public static void main(String[] arguments) {
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    int code =
        run(List.of(arguments), new PrintWriter(System.out, true, StandardCharsets.UTF_8), err);
    if (code != 0) {
      System.exit(code); // a cluster's manager takes any return for a success
    }
  }

  /** Runs in the active session, or a new one, which is stopped at the end. */
  static int run(List<String> arguments, PrintWriter out, PrintWriter err) {
    SparkBatch command = new SparkBatch();
    command.arguments = arguments;
    return commandLine(command)
        .setOut(out)
        .setErr(err)
        .setExecutionExceptionHandler(
            (e, line, result) -> {
              line.getErr().println("matting: " + text(e));
              return REFUSED;
            })
        .execute(arguments.toArray(String[]::new));
  }

  /** What was wrong; of a job that failed, Spark's own sentence. */
  private static String text(Exception e) {
    String message = e.getMessage();
    if (message == null || !FailureText.isInternal(e)) {
      return FailureText.of(e);
    }
    return e instanceof IllegalArgumentException
        ? message
        : "the job failed: "
            + message.lines().findFirst().orElse("")
            + "; the logs of Spark have the details";
  }

  /** The command of these arguments, not run. */
  static SparkBatch parse(List<String> arguments) {
    SparkBatch command = new SparkBatch();
    CommandLine.ParseResult unused =
        commandLine(command).parseArgs(arguments.toArray(String[]::new));
    return command;
  }

  private static CommandLine commandLine(SparkBatch command) {
    return new CommandLine(command)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExpandAtFiles(false);
  }

  /** What results show. */
  PictureOptions pictures() {
    return pictures;
  }

  @Override
  public Integer call() throws IOException {
    SparkMatting matting = matting(pictures.settled());
    boolean own = SparkSession.getDefaultSession().isEmpty();
    SparkSession session = SparkSession.builder().appName("matting4j").getOrCreate();
    try {
      return run(session, matting);
    } finally {
      if (own) {
        session.stop();
      }
    }
  }

  private int run(SparkSession session, SparkMatting matting) throws IOException {
    CutOutJob job = matting.job(session);
    ManifestDataset manifest = new ManifestDataset(session, join(out, MANIFEST));
    Dataset<Row> all = photos(session, job);
    Dataset<Row> remaining = manifest.remaining(all, job);
    remaining = limit == null ? remaining : remaining.limit(limit);
    long count = remaining.count();
    String run = Instant.now().toString();
    Path list = new Path(join(out, LIST)); // of an earlier run that was killed, too
    try {
      if (count > 0) {
        int tasks = (int) Math.min(MAX_TASKS, Math.max(1, count / PHOTOS_PER_TASK));
        int cores = session.sparkContext().defaultParallelism();
        session.sparkContext().setCheckpointDir(list.toString());
        // Without a shuffle before it, the loss of an executor repeats its tasks and nothing else.
        Dataset<Row> listed = remaining.repartition(Math.max(tasks, cores)).checkpoint();
        manifest.append(SparkMatting.cutOut(listed, job, all), run);
      }
    } finally {
      boolean unused =
          list.getFileSystem(session.sparkContext().hadoopConfiguration()).delete(list, true);
    }
    return report(count == 0 ? Map.of() : counts(manifest, run));
  }

  private SparkMatting matting(CutOutSettings settings) throws IOException {
    if (limit != null && limit < 1) {
      throw new IllegalArgumentException("--limit is " + limit + "; it must be at least 1");
    }
    if (timeout != null && !(timeout > 0 && timeout < 1e9)) {
      throw new IllegalArgumentException("--timeout is " + timeout + "; it must be positive");
    }
    if (modelFile != null && model == null) {
      throw new IllegalArgumentException("--model-file needs --model to say what the file is");
    }
    String fingerprint = pictures.fingerprint();
    SparkMatting matting =
        (model == null
                ? SparkMatting.with(MattingCriteria.builder().build())
                : SparkMatting.with(model))
            .pictures(new CommandLinePictures(arguments, fingerprint), fingerprint)
            .results(results.kinds(settings).toArray(ResultKind[]::new))
            .writingTo(out, in, results.pattern())
            .isolatingIn(join(out, SUSPECTS));
    matting = modelFile == null ? matting : matting.weights(modelFile);
    matting = modelFolder == null ? matting : matting.modelFolder(modelFolder);
    matting = device == null ? matting : matting.device(Device.parse(device));
    return timeout == null
        ? matting
        : matting.timeout(Duration.ofMillis(Math.max(1, (long) (timeout * 1000))));
  }

  private static String join(String folder, String name) {
    return folder.endsWith("/") ? folder + name : folder + "/" + name;
  }

  /** Path, length and time of each photo; its content is read where it is processed. */
  private Dataset<Row> photos(SparkSession session, CutOutJob job) throws IOException {
    Configuration hadoop = session.sparkContext().hadoopConfiguration();
    String results = ResultNames.qualified(out, hadoop).toString();
    String photos = ResultNames.qualified(in, hadoop).toString();
    if (photos.equals(results)) {
      throw new IllegalArgumentException(
          "the folder of results "
              + out
              + " is the folder that is searched for photos; name another one, or one inside it");
    }
    return InputRow.select(PhotoListing.below(session, photos, results, job.hadoop()));
  }

  private static Map<String, Long> counts(ManifestDataset manifest, String run) {
    Map<String, Long> counts = new TreeMap<>();
    Dataset<Row> rows = manifest.rows();
    for (Row row :
        rows.filter(rows.col("run").equalTo(run))
            .groupBy("status", "error")
            .count()
            .collectAsList()) {
      String kind = row.isNullAt(1) ? row.getString(0) : row.getString(0) + " " + row.getString(1);
      counts.merge(kind, row.getLong(2), Long::sum);
    }
    return counts;
  }

  private int report(Map<String, Long> counts) {
    long failed = 0;
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, Long> count : counts.entrySet()) {
      boolean done = count.getKey().equals("DONE");
      failed += done ? 0 : count.getValue();
      text.append(text.isEmpty() ? "" : ", ")
          .append(count.getValue())
          .append(' ')
          .append(count.getKey().toLowerCase(java.util.Locale.ROOT).replace('_', ' '));
    }
    Objects.requireNonNull(spec)
        .commandLine()
        .getOut()
        .println(text.isEmpty() ? "nothing to do" : text.toString());
    return failed == 0 ? 0 : SOME_FAILED;
  }
}

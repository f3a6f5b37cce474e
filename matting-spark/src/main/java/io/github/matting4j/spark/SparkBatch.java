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
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import scala.Tuple2;

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

  /** Photos are listed, and compared with the manifest, once. */
  private static final StorageLevel ONCE = StorageLevel.MEMORY_AND_DISK_SER();

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
    SparkSession session = session();
    try {
      return run(session, matting);
    } finally {
      if (own) {
        session.stop();
      }
    }
  }

  /** The session of this process as it is, else a new one. */
  static SparkSession session() {
    SparkSession.Builder builder = SparkSession.builder().appName("matting4j");
    if (SparkSession.getDefaultSession().isEmpty()) {
      SparkConf conf = new SparkConf();
      // A task takes seconds; it need not wait for the node that has its list of photos.
      conf.setIfMissing("spark.locality.wait", "0");
      // Queries of a row per photo are slower if they are compiled.
      conf.setIfMissing("spark.sql.codegen.wholeStage", "false");
      builder.config(conf);
    }
    return builder.getOrCreate();
  }

  private int run(SparkSession session, SparkMatting matting) throws IOException {
    CutOutJob job = matting.job(session);
    ManifestDataset manifest = new ManifestDataset(session, join(out, MANIFEST));
    StatusCounts counts = new StatusCounts();
    session.sparkContext().register(counts);
    Path list = new Path(join(out, LIST)); // of an earlier run that was killed, too
    JavaRDD<InputRow> all = photos(session, job).persist(ONCE);
    try {
      JavaRDD<InputRow> remaining = limited(manifest.remaining(all, job)).persist(ONCE);
      long count = remaining.count();
      if (count > 0) {
        CutOutPartitions function = SparkMatting.function(all.map(InputRow::path), job);
        session.sparkContext().setCheckpointDir(list.toString());
        JavaRDD<InputRow> tasks =
            tasks(
                remaining, new TaskPartitioner(count, session.sparkContext().defaultParallelism()));
        all.unpersist();
        remaining.unpersist();
        manifest.append(
            tasks.mapPartitions(photos -> counts.counting(function.results(photos))),
            Instant.now().toString());
      }
    } finally {
      boolean unused =
          list.getFileSystem(session.sparkContext().hadoopConfiguration()).delete(list, true);
    }
    return report(counts.value());
  }

  private JavaRDD<InputRow> limited(JavaRDD<InputRow> photos) {
    return limit == null
        ? photos
        : JavaSparkContext.fromSparkContext(photos.context()).parallelize(photos.take(limit));
  }

  /**
   * The photos of each task, written down: without a shuffle before it, the loss of an executor
   * repeats its tasks and nothing else.
   */
  private static JavaRDD<InputRow> tasks(JavaRDD<InputRow> photos, TaskPartitioner partitioner) {
    JavaRDD<InputRow> tasks =
        photos
            .mapToPair(photo -> new Tuple2<>(photo.path(), photo))
            .partitionBy(partitioner)
            .values();
    tasks.checkpoint();
    long unused = tasks.count();
    return tasks;
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
  private JavaRDD<InputRow> photos(SparkSession session, CutOutJob job) throws IOException {
    Configuration hadoop = session.sparkContext().hadoopConfiguration();
    String results = ResultNames.qualified(out, hadoop).toString();
    String photos = ResultNames.qualified(in, hadoop).toString();
    if (photos.equals(results)) {
      throw new IllegalArgumentException(
          "the folder of results "
              + out
              + " is the folder that is searched for photos; name another one, or one inside it");
    }
    return PhotoListing.below(session, photos, results, job.hadoop());
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

package io.github.matting4j.spark;

import io.github.matting4j.MattingModels;
import io.github.matting4j.batch.OutputPattern;
import io.github.matting4j.batch.cutout.CutOutSettings;
import io.github.matting4j.batch.cutout.ResultKind;
import io.github.matting4j.criteria.MattingCriteria;
import io.github.matting4j.hardware.Device;
import io.github.matting4j.hardware.DeviceChoice;
import io.github.matting4j.io.file.Sha256;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.ModelDescriptor;
import io.github.matting4j.model.ModelIdentity;
import io.github.matting4j.model.NoSuitableModelException;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.runtime.ModelLocator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * Cuts people out of the photos of a dataset.
 *
 * <pre>{@code
 * Dataset<Row> photos = spark.read().format("binaryFile").load("hdfs:///photos");
 * Dataset<Row> results =
 *     SparkMatting.with("portrait-starter").results(ResultKind.ALPHA).cutOut(photos);
 * results.select("path", "status", "alpha").write().parquet("hdfs:///mattes");
 * }</pre>
 *
 * <p><b>Photos</b> are rows with a column {@code path}; {@code content} has the file's bytes, and
 * without it each executor reads the path itself. {@code length} and {@code modificationTime} are
 * passed on. <b>Results</b> are one row per photo of {@link #schema}: the same bytes as {@code
 * matting batch} makes. A photo that fails is a row with an error; only a model that cannot be
 * opened fails the job.
 *
 * <p><b>Executors.</b> Each opens the model once and keeps it until it ends; its tasks run
 * concurrently in it, each with as many threads as {@code spark.task.cpus}. The driver opens the
 * model for a moment to learn its identity; weights and recipe of each executor are compared with
 * it. A task that Spark gave a GPU runs on it.
 *
 * <p>Immutable and thread-safe. The methods that take a dataset or a session open the model on the
 * driver, and {@link #writingTo} starts a job that compares names.
 */
public final class SparkMatting {
  private final Settings settings;

  private SparkMatting(Settings settings) {
    this.settings = settings;
  }

  /** What was asked for, while it is changed. */
  private static final class Settings implements Cloneable {
    private String modelId = "";
    private @Nullable Path weights;
    private @Nullable String weightsOnNodes;
    private Optional<Path> modelFolder = Optional.empty();
    private @Nullable Device device;
    private SettingsSupplier pictures = CutOutSettings::defaults;
    private String fingerprint = "";
    private List<ResultKind> kinds = List.of(ResultKind.ALPHA, ResultKind.CUTOUT);
    private @Nullable String folder;
    private @Nullable String below;
    private String pattern = OutputPattern.DEFAULT;
    private Duration timeout = Duration.ZERO;
    private @Nullable String suspects;

    @Override
    protected Settings clone() {
      try {
        return (Settings) super.clone();
      } catch (CloneNotSupportedException e) {
        throw new AssertionError(e);
      }
    }
  }

  private SparkMatting change(Consumer<Settings> change) {
    Settings changed = settings.clone();
    change.accept(changed);
    return new SparkMatting(changed);
  }

  /** With the model of this id. */
  public static SparkMatting with(String modelId) {
    return new SparkMatting(new Settings())
        .change(changed -> changed.modelId = Objects.requireNonNull(modelId, "modelId"));
  }

  /**
   * With the model that the standard advisor recommends for these criteria, of those that can be
   * opened on the driver. State the hardware of the executors, if it is not the driver's.
   *
   * @throws NoSuitableModelException if there is none
   */
  public static SparkMatting with(MattingCriteria criteria) {
    var advice = MattingModels.discovered().advise(criteria, OpenOptions.forThroughput());
    return with(
        advice
            .chosen()
            .map(chosen -> chosen.candidate().id())
            .orElseThrow(() -> new NoSuitableModelException(advice.explain())));
  }

  /**
   * Weights of the model on the driver, sent to the executors with the recipe beside them. Default:
   * the weights installed on the driver, if the model needs any.
   */
  public SparkMatting weights(Path file) {
    return change(changed -> changed.weights = file);
  }

  /** Weights that every node, the driver's included, has under this path; nothing is sent. */
  public SparkMatting weightsOnEveryNode(Path file) {
    return change(changed -> changed.weightsOnNodes = file.toString());
  }

  /** Looks for weights in this folder of the driver. Default: as everywhere in the library. */
  public SparkMatting modelFolder(Path folder) {
    return change(changed -> changed.modelFolder = Optional.of(folder));
  }

  /** Runs on this device. Default: the GPU that Spark gives the task, else the CPU. */
  public SparkMatting device(Device device) {
    return change(changed -> changed.device = device);
  }

  /**
   * What results show. Default: {@link CutOutSettings#defaults}.
   *
   * @param supplier called once per executor and job
   * @param fingerprint any text that changes when the results would
   */
  public SparkMatting pictures(SettingsSupplier supplier, String fingerprint) {
    return change(
        changed -> {
          changed.pictures = Objects.requireNonNull(supplier, "supplier");
          changed.fingerprint = Objects.requireNonNull(fingerprint, "fingerprint");
        });
  }

  /** Which results are made. Default: alpha and cut-out. */
  public SparkMatting results(ResultKind... kinds) {
    if (kinds.length == 0) {
      throw new IllegalArgumentException("no kind of result; name one at least");
    }
    return change(changed -> changed.kinds = Stream.of(kinds).distinct().sorted().toList());
  }

  /**
   * Writes results to files, on any file system of Hadoop, each by a temporary file and a rename;
   * rows then have their paths instead of their bytes.
   *
   * @param folder of the results
   * @param below the folder that photos are in; their folders below it are kept
   * @param pattern names, as {@link OutputPattern} has them; mattes are PNG
   */
  public SparkMatting writingTo(String folder, String below, String pattern) {
    return change(
        changed -> {
          changed.folder = Objects.requireNonNull(folder, "folder");
          changed.below = Objects.requireNonNull(below, "below");
          changed.pattern = Objects.requireNonNull(pattern, "pattern");
        });
  }

  /** The longest time for one photo, positive; one that takes longer fails. Default: none. */
  public SparkMatting timeout(Duration time) {
    if (time.isNegative() || time.isZero()) {
      throw new IllegalArgumentException("timeout is " + time + "; it must be positive");
    }
    return change(changed -> changed.timeout = time);
  }

  /**
   * Finds photos that end the executor's process, as a fault of native code may: repeated attempts
   * of a task mark the photo at hand in this folder, a marked one is tried alone, and one that ends
   * the process again becomes a failed row in the fourth attempt. Default: Spark fails the job
   * after {@code spark.task.maxFailures} attempts. Photos that come out of a shuffle should be
   * checkpointed before, as a lost executor takes its part of the shuffle with it.
   *
   * @param folder on a file system that all executors share
   */
  public SparkMatting isolatingIn(String folder) {
    return change(changed -> changed.suspects = Objects.requireNonNull(folder, "folder"));
  }

  /** The columns of results. */
  public static StructType schema() {
    return ResultRow.SCHEMA;
  }

  /**
   * The photos' results, one row each, made when rows are asked for.
   *
   * @throws io.github.matting4j.model.ModelLoadException if the driver cannot open the model
   * @throws IllegalArgumentException if there is no column {@code path}, too little memory is
   *     reserved outside the heap, or the pattern cannot be used
   * @throws UncheckedIOException if weights or a file system cannot be used
   */
  public Dataset<Row> cutOut(Dataset<Row> photos) {
    Dataset<Row> input = InputRow.select(photos);
    CutOutJob job = job(photos.sparkSession());
    return cutOut(input, job);
  }

  private static Dataset<Row> cutOut(Dataset<Row> photos, CutOutJob job) {
    JavaRDD<String> paths = photos.select("path").javaRDD().map(row -> row.getString(0));
    return photos.mapPartitions(function(paths, job), Encoders.row(ResultRow.SCHEMA));
  }

  /** Makes results of some of these photos; none replaces those of any of them. */
  static CutOutPartitions function(JavaRDD<String> all, CutOutJob job) {
    ResultNames names = job.names();
    return new CutOutPartitions(
        job,
        names == null
            ? null
            : JavaSparkContext.fromSparkContext(all.context())
                .broadcast(Collisions.among(all, names)));
  }

  /**
   * The function that {@link #cutOut} applies, for {@link Dataset#mapPartitions}: from rows of path
   * (text), content (bytes or null), length and modification time in microseconds (both may be
   * null) to rows of {@link #schema}. It does not compare the names of results.
   */
  public MapPartitionsFunction<Row, Row> partitions(SparkSession session) {
    return new CutOutPartitions(job(session), null);
  }

  /**
   * Registers the SQL function {@code matting_alpha(content)}: from a file's bytes to the matte as
   * a PNG, or null if the photo fails.
   */
  public void registerFunction(SparkSession session) {
    session
        .udf()
        .register("matting_alpha", new MattingAlpha(alphaJob(session)), DataTypes.BinaryType);
  }

  CutOutJob alphaJob(SparkSession session) {
    return change(changed -> changed.folder = null).results(ResultKind.ALPHA).job(session);
  }

  /** The kind of this label. */
  static ResultKind kind(String label) {
    return ResultKind.valueOf(label.toUpperCase(Locale.ROOT));
  }

  /** What the executors need; opens the model on the driver. */
  CutOutJob job(SparkSession session) {
    SparkContext spark = session.sparkContext();
    Configuration hadoop = spark.hadoopConfiguration();
    try {
      return new CutOutJob(
          UUID.randomUUID().toString(),
          source(spark),
          settings.pictures,
          settings.kinds,
          names(hadoop),
          settings.timeout.toMillis(),
          Sha256.of(settings.fingerprint),
          settings.suspects == null
              ? null
              : ResultNames.qualified(settings.suspects, hadoop).toString(),
          JavaSparkContext.fromSparkContext(spark)
              .broadcast(new SerializableConfiguration(hadoop)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private @Nullable ResultNames names(Configuration hadoop) throws IOException {
    if (settings.folder == null || settings.below == null) {
      return null;
    }
    return new ResultNames(
        ResultNames.qualified(settings.folder, hadoop).toString(),
        ResultNames.qualified(settings.below, hadoop).toString(),
        settings.pattern,
        settings.kinds.stream().map(ResultKind::label).toList());
  }

  private ModelSource source(SparkContext spark) throws IOException {
    MattingModels models = MattingModels.discovered();
    OpenOptions options =
        OpenOptions.forLatency().device(DeviceChoice.require(Device.CPU)).threads(1);
    options = settings.modelFolder.map(options::modelFolder).orElse(options);
    if (settings.weights != null) {
      options = options.modelFile(settings.weights);
    } else if (settings.weightsOnNodes != null) {
      options = options.modelFile(Path.of(settings.weightsOnNodes));
    }
    ModelDescriptor descriptor;
    ModelIdentity identity;
    try (MattingModel model = models.open(settings.modelId, options)) {
      descriptor = model.descriptor();
      identity = model.identity();
    }
    SparkConf conf = spark.conf();
    MemoryOverhead.check(
        conf,
        descriptor,
        ExecutorResources.slots(conf, Runtime.getRuntime().availableProcessors()));
    Optional<Path> sent =
        settings.weightsOnNodes == null ? ModelLocator.find(descriptor, options) : Optional.empty();
    return new ModelSource(
        settings.modelId,
        sent.isPresent() ? ShippedWeights.send(spark, settings.modelId, sent.get()) : null,
        sent.isPresent() ? sent.get().getFileName().toString() : settings.weightsOnNodes,
        settings.device == null ? null : settings.device.toString(),
        identity.weightsSha256(),
        identity.recipeSha256());
  }
}

package io.github.matting4j.spark;

import io.github.matting4j.batch.FailureKind;
import io.github.matting4j.batch.PhotoFailure;
import io.github.matting4j.batch.PhotoOutcome;
import io.github.matting4j.batch.cutout.ResultKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import scala.jdk.javaapi.CollectionConverters;

/** The rows that results are returned in. Stateless. */
final class ResultRow {
  private static final DataType PATHS =
      DataTypes.createMapType(DataTypes.StringType, DataTypes.StringType, false);
  private static final DataType SIZES =
      DataTypes.createMapType(DataTypes.StringType, DataTypes.LongType, false);
  private static final DataType SENTENCES = DataTypes.createArrayType(DataTypes.StringType, false);

  private static final StructType MILLIS =
      new StructType()
          .add("admission", DataTypes.DoubleType, false)
          .add("read", DataTypes.DoubleType, false)
          .add("matte", DataTypes.DoubleType, false)
          .add("rest", DataTypes.DoubleType, false);

  static final StructType SCHEMA =
      new StructType()
          .add("path", DataTypes.StringType, false)
          .add("length", DataTypes.LongType, true)
          .add("modified", DataTypes.LongType, true)
          .add("status", DataTypes.StringType, false)
          .add("error", DataTypes.StringType, true)
          .add("message", DataTypes.StringType, true)
          .add("alpha", DataTypes.BinaryType, true)
          .add("cutout", DataTypes.BinaryType, true)
          .add("composed", DataTypes.BinaryType, true)
          .add("outputs", PATHS, false)
          .add("outputBytes", SIZES, false)
          .add("width", DataTypes.IntegerType, false)
          .add("height", DataTypes.IntegerType, false)
          .add("flags", SENTENCES, false)
          .add("notes", SENTENCES, false)
          .add("model", DataTypes.StringType, false)
          .add("weightsSha256", DataTypes.StringType, false)
          .add("recipeSha256", DataTypes.StringType, false)
          .add("options", DataTypes.StringType, false)
          .add("device", DataTypes.StringType, true)
          .add("millis", MILLIS, false);

  private ResultRow() {}

  /**
   * Results of one photo.
   *
   * @param bytes by kind, as written
   * @param files by kind; empty if results are in the row
   */
  record Results(Map<ResultKind, byte[]> bytes, Map<ResultKind, Path> files) {
    static final Results NONE = new Results(Map.of(), Map.of());

    private byte @Nullable [] inRow(ResultKind kind) {
      return files.isEmpty() ? bytes.get(kind) : null;
    }
  }

  static Row of(CutOutJob job, InputRow input, PhotoOutcome outcome, Results results) {
    Results made = outcome.status() == PhotoOutcome.Status.DONE ? results : Results.NONE;
    Map<String, String> paths = new HashMap<>();
    Map<String, Long> sizes = new HashMap<>();
    made.files()
        .forEach(
            (kind, file) -> {
              paths.put(kind.label(), file.toString());
              sizes.put(kind.label(), (long) made.bytes().getOrDefault(kind, new byte[0]).length);
            });
    List<String> notes = new ArrayList<>(outcome.notes());
    outcome.report().ifPresent(report -> notes.addAll(report.warnings()));
    Optional<PhotoFailure> failure = outcome.failure();
    return RowFactory.create(
        input.path(),
        input.length(),
        input.modified(),
        outcome.status().name(),
        failure.map(PhotoFailure::kind).map(FailureKind::name).orElse(null),
        failure.map(PhotoFailure::message).orElse(null),
        made.inRow(ResultKind.ALPHA),
        made.inRow(ResultKind.CUTOUT),
        made.inRow(ResultKind.COMPOSED),
        CollectionConverters.asScala(paths),
        CollectionConverters.asScala(sizes),
        outcome.width(),
        outcome.height(),
        texts(outcome.flags().stream().map(Enum::name).sorted().toArray(String[]::new)),
        texts(notes.toArray(String[]::new)),
        job.model().id(),
        job.model().weightsSha256(),
        job.model().recipeSha256(),
        job.options(),
        outcome.report().map(report -> report.device().toString()).orElse(null),
        millis(outcome.stages()));
  }

  private static Object texts(String[] texts) {
    return CollectionConverters.asScala(Arrays.asList(texts)).toSeq();
  }

  private static Row millis(PhotoOutcome.Stages stages) {
    return RowFactory.create(
        millis(stages.admission()),
        millis(stages.read()),
        millis(stages.matte()),
        millis(stages.rest()));
  }

  private static double millis(Duration time) {
    return Math.round(time.toNanos() / 1e4) / 100.0;
  }
}

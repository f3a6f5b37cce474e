package io.github.matting4j.spark;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FilterFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * What was done, as a folder of Parquet: the rows of results without their bytes, and the run that
 * made them. Rows are only ever added; the last run's row of a photo counts.
 */
final class ManifestDataset {
  private static final Set<String> BYTES = Set.of("alpha", "cutout", "composed");

  private final SparkSession session;
  private final Path folder;

  ManifestDataset(SparkSession session, String folder) {
    this.session = session;
    this.folder = new Path(folder);
  }

  private boolean exists() throws IOException {
    return folder.getFileSystem(session.sparkContext().hadoopConfiguration()).exists(folder);
  }

  /** Stated, as a folder whose first run failed has no file that it could be read from. */
  private static StructType schema() {
    StructType schema = new StructType();
    for (StructField field : ResultRow.SCHEMA.fields()) {
      schema = BYTES.contains(field.name()) ? schema : schema.add(field);
    }
    return schema.add("run", DataTypes.StringType, false);
  }

  /** All rows of all runs. */
  Dataset<Row> rows() {
    return session.read().schema(schema()).parquet(folder.toString());
  }

  /**
   * The photos that are not done: new or changed ones, those that failed, those made otherwise or
   * whose results are not there.
   */
  JavaRDD<InputRow> remaining(JavaRDD<InputRow> all, CutOutJob job) throws IOException {
    if (!exists()) {
      return all;
    }
    Dataset<Row> photos = InputRow.dataset(session, all);
    Dataset<Row> last =
        rows()
            .groupBy("path")
            .agg(functions.max_by(functions.struct("*"), functions.col("run")).as("last"))
            .select("last.*");
    Dataset<Row> done =
        last.filter("status = 'DONE'")
            .filter(functions.col("model").equalTo(job.model().id()))
            .filter(functions.col("weightsSha256").equalTo(job.model().weightsSha256()))
            .filter(functions.col("recipeSha256").equalTo(job.model().recipeSha256()))
            .filter(functions.col("options").equalTo(job.options()))
            .filter((FilterFunction<Row>) row -> hasResults(row, job))
            .select("path", "length", "modified");
    return photos
        .join(
            done,
            photos
                .col("path")
                .equalTo(done.col("path"))
                .and(photos.col("length").eqNullSafe(done.col("length")))
                .and(photos.col("modified").eqNullSafe(done.col("modified"))),
            "left_anti")
        .javaRDD()
        .map(InputRow::of);
  }

  private static boolean hasResults(Row row, CutOutJob job) throws IOException {
    ResultNames names = job.names();
    if (names == null) {
      return false;
    }
    Map<String, Path> wanted = names.outputs(ResultNames.photo(row.getAs("path"), names.below()));
    Map<String, String> outputs = row.getJavaMap(row.fieldIndex("outputs"));
    Map<String, Long> sizes = row.getJavaMap(row.fieldIndex("outputBytes"));
    if (!Set.copyOf(wanted.keySet()).equals(Set.copyOf(outputs.keySet()))) {
      return false;
    }
    ResultFiles files = new ResultFiles(job.hadoop().value().value());
    for (Map.Entry<String, Path> result : wanted.entrySet()) {
      String file = result.getValue().toString();
      if (!file.equals(outputs.get(result.getKey()))
          || files.size(result.getValue()) != sizes.getOrDefault(result.getKey(), -1L)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Makes the results, and adds their rows: those of each task in a file of its own, which is moved
   * into the folder when the task ends and there is known to later runs, whatever becomes of this
   * one. Spark lets one attempt of a task do so; a repeated one replaces the file by its name.
   */
  void append(JavaRDD<Row> results, String run) {
    session
        .createDataFrame(results, ResultRow.SCHEMA)
        .drop(BYTES.toArray(String[]::new))
        .withColumn("run", functions.lit(run))
        .write()
        .mode(SaveMode.Append)
        .option("mapreduce.fileoutputcommitter.algorithm.version", "2") // moves at the task's end
        .parquet(folder.toString());
  }
}

package io.github.matting4j.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.api.java.function.FilterFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestDatasetTest {
  private static final int TASKS = 8;

  @TempDir Path folder;

  private static Set<String> names(List<Row> rows) {
    Set<String> names = new TreeSet<>();
    for (Row row : rows) {
      String path = row.getAs("path");
      names.add(path.substring(path.lastIndexOf('/') + 1));
    }
    return names;
  }

  @Test
  void aRunThatDiesLeavesTheRowsOfItsTasks() throws Exception {
    SparkSession spark = LocalSpark.session();
    List<String> paths = new ArrayList<>();
    for (int i = 0; i < TASKS; i++) {
      Path file = folder.resolve("in").resolve("p" + i + ".png");
      TestPhotos.write(file, i);
      paths.add("file:" + file);
    }
    Dataset<Row> photos =
        spark.createDataset(paths, Encoders.STRING()).toDF("path").coalesce(TASKS);
    CutOutJob job =
        SparkMatting.with(StubProvider.ID)
            .writingTo(
                folder.resolve("out").toString(),
                folder.resolve("in").toString(),
                "{name}_{kind}.png")
            .job(spark);
    Dataset<Row> input = InputRow.select(photos).repartitionByRange(TASKS, photos.col("path"));
    ManifestDataset manifest =
        new ManifestDataset(spark, folder.resolve("manifest.parquet").toString());
    assertThat(manifest.remaining(input, job).count()).isEqualTo(TASKS);
    Dataset<Row> dying =
        SparkMatting.cutOut(input, job, input)
            .filter(
                (FilterFunction<Row>)
                    row -> {
                      if (row.getString(0).endsWith("p7.png")) {
                        throw new IllegalStateException("the end");
                      }
                      return true;
                    });
    assertThatThrownBy(() -> manifest.append(dying, "run1")).hasStackTraceContaining("the end");
    Set<String> known = names(manifest.rows().collectAsList());
    assertThat(known).as("of tasks that had ended").hasSizeBetween(TASKS - 2, TASKS - 1);

    Dataset<Row> left = manifest.remaining(input, job);
    assertThat(names(left.collectAsList())).contains("p7.png").doesNotContainAnyElementsOf(known);
    manifest.append(SparkMatting.cutOut(left, job, input), "run2");
    assertThat(manifest.remaining(input, job).count()).isZero();
    assertThat(manifest.rows().count()).as("one row each").isEqualTo(TASKS);
  }
}

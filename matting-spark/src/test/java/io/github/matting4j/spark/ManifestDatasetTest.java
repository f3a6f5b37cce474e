package io.github.matting4j.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestDatasetTest {
  private static final int TASKS = 8;

  @TempDir Path folder;

  private static Set<String> names(List<String> paths) {
    Set<String> names = new TreeSet<>();
    paths.forEach(path -> names.add(path.substring(path.lastIndexOf('/') + 1)));
    return names;
  }

  @Test
  void aRunThatDiesLeavesTheRowsOfItsTasks() throws Exception {
    SparkSession spark = LocalSpark.session();
    List<InputRow> paths = new ArrayList<>();
    for (int i = 0; i < TASKS; i++) {
      Path file = folder.resolve("in").resolve("p" + i + ".png");
      TestPhotos.write(file, i);
      paths.add(new InputRow("file:" + file, null, null, null));
    }
    JavaRDD<InputRow> input =
        JavaSparkContext.fromSparkContext(spark.sparkContext()).parallelize(paths, TASKS);
    CutOutJob job =
        SparkMatting.with(StubProvider.ID)
            .writingTo(
                folder.resolve("out").toString(),
                folder.resolve("in").toString(),
                "{name}_{kind}.png")
            .job(spark);
    ManifestDataset manifest =
        new ManifestDataset(spark, folder.resolve("manifest.parquet").toString());
    assertThat(manifest.remaining(input, job).count()).isEqualTo(TASKS);
    CutOutPartitions function = SparkMatting.function(input.map(InputRow::path), job);
    JavaRDD<Row> dying =
        input
            .mapPartitions(function::results)
            .map(
                row -> {
                  if (row.getString(0).endsWith("p7.png")) {
                    throw new IllegalStateException("the end");
                  }
                  return row;
                });
    assertThatThrownBy(() -> manifest.append(dying, "run1")).hasStackTraceContaining("the end");
    Set<String> known = names(manifest.rows().select("path").as(Encoders.STRING()).collectAsList());
    assertThat(known).as("of tasks that had ended").hasSizeBetween(TASKS - 2, TASKS - 1);

    JavaRDD<InputRow> left = manifest.remaining(input, job);
    assertThat(names(left.map(InputRow::path).collect()))
        .contains("p7.png")
        .doesNotContainAnyElementsOf(known);
    manifest.append(left.mapPartitions(function::results), "run2");
    assertThat(manifest.remaining(input, job).count()).isZero();
    assertThat(manifest.rows().count()).as("one row each").isEqualTo(TASKS);
  }
}

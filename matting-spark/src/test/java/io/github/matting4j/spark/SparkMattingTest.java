package io.github.matting4j.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.matting4j.batch.cutout.CutOutSettings;
import io.github.matting4j.batch.cutout.ResultKind;
import io.github.matting4j.io.file.Sha256;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SparkMattingTest {
  private static final SparkSession SPARK = LocalSpark.session();

  @TempDir Path folder;

  private Dataset<Row> photos(Path in) {
    return SPARK
        .read()
        .format("binaryFile")
        .option("recursiveFileLookup", "true")
        .load(in.toString());
  }

  private static String relative(Path in, Row row) {
    String path = row.getAs("path");
    return path.substring(("file:" + in + "/").length());
  }

  private static String error(Row row) {
    return row.getAs("error") == null ? "" : row.getAs("error") + ": " + row.getAs("message");
  }

  @Test
  void rowsHaveTheBytesAndErrorsOfABatch() throws Exception {
    Path in = folder.resolve("in");
    TestPhotos.folder(in);
    Path expected = folder.resolve("expected");
    Map<String, String> errors =
        TestPhotos.batch(StubProvider.stub(), in, expected, "alpha", "cutout");
    long opened = ExecutorModels.opened();
    List<Row> rows =
        SparkMatting.with(StubProvider.ID).cutOut(photos(in).repartition(4)).collectAsList();
    Map<String, String> found = new TreeMap<>();
    Map<String, String> pictures = new TreeMap<>();
    for (Row row : rows) {
      found.put(relative(in, row), error(row));
      for (String kind : List.of("alpha", "cutout")) {
        byte[] bytes = row.getAs(kind);
        if (bytes != null) {
          String name = relative(in, row).replace(".png", "_" + kind + ".png");
          pictures.put(name, Sha256.of(bytes));
        }
      }
      assertThat(row.<byte[]>getAs("composed")).isNull();
      assertThat(row.<String>getAs("weightsSha256")).isEqualTo("1".repeat(64));
    }
    assertThat(rows).hasSize(8);
    assertThat(found.values()).filteredOn(String::isEmpty).hasSize(6);
    assertThat(found.get("fails.png")).startsWith("INFERENCE");
    assertThat(found.get("cut.png")).startsWith("TRUNCATED");
    assertThat(found.keySet()).isEqualTo(errors.keySet());
    assertThat(kinds(found)).isEqualTo(kinds(errors));
    assertThat(pictures).isEqualTo(new TreeMap<>(TestPhotos.pictures(expected)));
    assertThat(ExecutorModels.opened() - opened).as("opened for four tasks").isLessThanOrEqualTo(1);
  }

  private static Map<String, String> kinds(Map<String, String> errors) {
    Map<String, String> kinds = new TreeMap<>();
    errors.forEach((photo, error) -> kinds.put(photo, error.replaceFirst(":.*", "")));
    return kinds;
  }

  private record Run(int code, String out, String err) {}

  private static Run run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = SparkBatch.run(List.of(arguments), new PrintWriter(out), new PrintWriter(err));
    return new Run(code, out.toString().strip(), err.toString().strip());
  }

  @Test
  void theMainClassWritesTheFilesOfABatchAndSkipsWhatIsDone() throws Exception {
    Path in = folder.resolve("in");
    TestPhotos.folder(in);
    Files.createFile(in.resolve("even").resolve("empty.JPG"));
    TestPhotos.write(in.resolve("a").resolve("b").resolve("c").resolve("d").resolve("_x.png"), 11);
    TestPhotos.write(in.resolve(".hidden").resolve("x.png"), 12);
    Path expected = folder.resolve("expected");
    TestPhotos.batch(StubProvider.stub(), in, expected, "alpha", "cutout", "composed");
    Path out = in.resolve("out"); // not searched
    String[] arguments = {in.toString(), out.toString(), "--model", StubProvider.ID};
    Run first = run(arguments);
    assertThat(first.out())
        .isEqualTo("7 done, 1 failed inference, 1 failed truncated, 1 failed unsupported");
    assertThat(first.code()).isEqualTo(1);
    assertThat(TestPhotos.pictures(out)).isEqualTo(TestPhotos.pictures(expected));

    Files.delete(in.resolve("fails.png"));
    Files.delete(in.resolve("cut.png"));
    Files.delete(in.resolve("even").resolve("empty.JPG"));
    assertThat(run(arguments)).isEqualTo(new Run(0, "nothing to do", ""));

    TestPhotos.write(in.resolve("new.png"), 9);
    Files.delete(out.resolve("even").resolve("p0_alpha.png"));
    assertThat(run(arguments)).isEqualTo(new Run(0, "2 done", ""));
    assertThat(out.resolve("even").resolve("p0_alpha.png")).exists();
    assertThat(run(in.toString(), in.toString(), "--model", "stub").err())
        .startsWith("matting: the folder of results " + in);
    assertThat(run(in.toString(), out.toString(), "--model", "stub", "--refine", "guided"))
        .as("other settings")
        .isEqualTo(new Run(0, "8 done", ""));
  }

  @Test
  void aResultReplacesNeitherAPhotoNorTheResultOfAnother() throws Exception {
    Path in = folder.resolve("in");
    TestPhotos.write(in.resolve("a.jpg"), 1);
    TestPhotos.write(in.resolve("a.png"), 2);
    TestPhotos.write(in.resolve("a_alpha.png"), 3);
    String before = Sha256.of(in.resolve("a_alpha.png"));
    Dataset<Row> results =
        SparkMatting.with(StubProvider.ID)
            .results(ResultKind.ALPHA)
            .writingTo(folder.resolve("out").toString(), in.toString(), "{dir}/{name}_{kind}.png")
            .cutOut(photos(in));
    Map<String, String> errors = new HashMap<>();
    results.collectAsList().forEach(row -> errors.put(relative(in, row), error(row)));
    assertThat(errors.get("a.jpg")).isEmpty();
    assertThat(errors.get("a.png")).startsWith("COLLISION: the result").contains("a.jpg");
    assertThat(errors.get("a_alpha.png")).isEmpty();

    Dataset<Row> inPlace =
        SparkMatting.with(StubProvider.ID)
            .results(ResultKind.ALPHA)
            .writingTo(in.toString(), in.toString(), "{dir}/{name}_{kind}.png")
            .cutOut(photos(in));
    inPlace.collectAsList().forEach(row -> errors.put(relative(in, row), error(row)));
    assertThat(errors.get("a.jpg")).contains("would replace a photo");
    assertThat(Sha256.of(in.resolve("a_alpha.png"))).isEqualTo(before);
  }

  @Test
  void otherFileSystemsAreWrittenByRename() throws Exception {
    Path in = folder.resolve("in");
    TestPhotos.write(in.resolve("b").resolve("x.png"), 1);
    Path expected = folder.resolve("expected");
    TestPhotos.batch(StubProvider.stub(), in, expected, "alpha");
    Path out = folder.resolve("out");
    SparkMatting matting =
        SparkMatting.with(StubProvider.ID)
            .results(ResultKind.ALPHA)
            .writingTo("moved:" + out, "moved:" + in, "{dir}/{name}_{kind}.png");
    for (int i = 0; i < 2; i++) { // the second time over the first
      Dataset<Row> paths =
          SPARK.read().format("binaryFile").load("moved:" + in + "/b").select("path", "length");
      assertThat(matting.cutOut(paths).collectAsList())
          .singleElement()
          .satisfies(row -> assertThat(error(row)).isEmpty());
    }
    assertThat(TestPhotos.pictures(out)).isEqualTo(TestPhotos.pictures(expected));
    try (var files = Files.list(out.resolve("b"))) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void theSqlFunctionGivesTheMatteOrNull() throws Exception {
    Path in = folder.resolve("in");
    TestPhotos.write(in.resolve("x.png"), 1);
    TestPhotos.write(in.resolve("y.png"), 2, StubProvider.FAILS);
    SparkMatting.with(StubProvider.ID).registerFunction(SPARK);
    photos(in).createOrReplaceTempView("photos");
    Path expected = folder.resolve("expected");
    TestPhotos.batch(StubProvider.stub(), in, expected, "alpha");
    List<Row> rows =
        SPARK.sql("SELECT matting_alpha(content) FROM photos ORDER BY path").collectAsList();
    assertThat(rows.get(0).<byte[]>getAs(0))
        .isEqualTo(Files.readAllBytes(expected.resolve("x_alpha.png")));
    assertThat(rows.get(1).isNullAt(0)).isTrue();
  }

  @Test
  void aPhotoThatEndedTheProcessTwiceIsSkipped() throws Exception {
    Path in = folder.resolve("in");
    TestPhotos.write(in.resolve("x.png"), 1);
    String path = "file:" + in.resolve("x.png");
    Path marks = Files.createDirectories(folder.resolve("marks"));
    CutOutJob job = SparkMatting.with(StubProvider.ID).isolatingIn(marks.toString()).job(SPARK);
    JobRunner runner = JobRunner.acquire(job);
    try {
      Suspects suspects = new Suspects(runner, "file:" + marks);
      InputRow photo = new InputRow(path, null, null, null);
      Path seen = marks.resolve(Sha256.of(path) + ".seen");
      Path alone = marks.resolve(Sha256.of(path) + ".alone");
      assertThat(suspects.run(photo).getString(3)).isEqualTo("DONE");
      Files.createFile(seen);
      assertThat(suspects.run(photo).getString(3)).isEqualTo("DONE");
      assertThat(seen).doesNotExist();
      assertThat(alone).doesNotExist();
      Files.createFile(alone);
      Row refused = suspects.run(photo);
      assertThat(refused.getString(4)).isEqualTo("UNEXPECTED");
      assertThat(refused.getString(5)).contains("ended twice", alone.toString());
    } finally {
      runner.release();
    }
  }

  @Test
  void settingsAreMadeOnTheExecutor() throws Exception {
    Path in = folder.resolve("in");
    TestPhotos.write(in.resolve("x.png"), 1);
    SettingsSupplier broken =
        () -> {
          throw new java.io.IOException("no such background; name another one");
        };
    assertThatThrownBy(
            () ->
                SparkMatting.with(StubProvider.ID)
                    .pictures(broken, "")
                    .cutOut(photos(in))
                    .collectAsList())
        .hasStackTraceContaining("no such background");
    assertThat(
            SparkMatting.with(StubProvider.ID)
                .pictures(CutOutSettings::defaults, "")
                .cutOut(photos(in))
                .collectAsList())
        .hasSize(1);
  }
}

package io.github.matting4j.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.matting4j.batch.cutout.ResultKind;
import io.github.matting4j.hardware.Device;
import io.github.matting4j.io.file.Sha256;
import io.github.matting4j.model.MattingModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Where executors get their models, and how these share what an executor has. */
class SparkModelsTest {
  private static final SparkSession SPARK = LocalSpark.session();

  @TempDir Path folder;
  private Path in;

  @BeforeEach
  void writePhotos() throws Exception {
    in = folder.resolve("in");
    TestPhotos.write(in.resolve("x.png"), 1);
    TestPhotos.write(in.resolve("y.png"), 2);
  }

  private Dataset<Row> photos() {
    return SPARK.read().format("binaryFile").load(in.toString());
  }

  private static String[] schemaOf(Dataset<Row> rows) {
    return rows.columns();
  }

  /** Hashes of the mattes that a batch makes, by name of the photo. */
  private Map<String, String> expected(MattingModel model) throws Exception {
    Path out = folder.resolve("expected-" + model.descriptor().id());
    TestPhotos.batch(model, in, out, "alpha");
    Map<String, String> hashes = new HashMap<>();
    TestPhotos.pictures(out)
        .forEach((name, hash) -> hashes.put(name.replace("_alpha.png", ".png"), hash));
    return hashes;
  }

  private static Map<String, String> mattes(Dataset<Row> results) {
    Map<String, String> hashes = new HashMap<>();
    for (Row row : results.collectAsList()) {
      String path = row.getAs("path");
      hashes.put(path.substring(path.lastIndexOf('/') + 1), Sha256.of(row.<byte[]>getAs("alpha")));
    }
    return hashes;
  }

  @Test
  void weightsAreSentFromTheDriver() throws Exception {
    assertThat(photos().count()).as("a query before, of the same session").isEqualTo(2);
    Path weights = Files.writeString(folder.resolve("some.onnx"), "weights");
    Files.writeString(folder.resolve("some.yaml"), "recipe");
    Files.writeString(folder.resolve("other.yaml"), "of another one");
    StubProvider.FILES.clear();
    SparkMatting matting = SparkMatting.with(StubProvider.ID).weights(weights);
    for (int i = 0; i < 2; i++) {
      List<Row> rows = matting.cutOut(photos()).collectAsList();
      assertThat(rows).hasSize(2);
      assertThat(rows)
          .allSatisfy(
              row -> assertThat(row.<String>getAs("weightsSha256")).isEqualTo(Sha256.of(weights)));
    }
    List<Path> received = StubProvider.FILES.stream().filter(f -> !f.equals(weights)).toList();
    assertThat(received).as("opened once by the executor").hasSize(1);
    assertThat(received.get(0)).hasSameTextualContentAs(weights);
    assertThat(received.get(0).resolveSibling("some.yaml")).hasContent("recipe");
    assertThat(received.get(0).resolveSibling("other.yaml")).doesNotExist();
  }

  @Test
  void otherWeightsOnAnExecutorAreRefused() throws Exception {
    Path weights = Files.writeString(folder.resolve("node.onnx"), "the driver's");
    String before = Sha256.of(weights);
    Dataset<Row> results =
        SparkMatting.with(StubProvider.ID).weightsOnEveryNode(weights).cutOut(photos());
    Files.writeString(weights, "an executor's");
    assertThatThrownBy(results::collectAsList)
        .hasStackTraceContaining("the weights of stub on this node differ from the driver's")
        .hasStackTraceContaining(before)
        .hasStackTraceContaining(Sha256.of(weights));
  }

  @Test
  void modelsRunSideBySide() throws Exception {
    Dataset<Row> both =
        SparkMatting.with(StubProvider.ID)
            .cutOut(photos())
            .union(SparkMatting.with(StubProvider.INVERSE).cutOut(photos()));
    Map<String, String> ofOne = expected(StubProvider.stub());
    Map<String, String> ofOther = expected(StubProvider.stub(StubProvider.INVERSE));
    assertThat(ofOne).isNotEqualTo(ofOther);
    both.persist();
    assertThat(both.count()).isEqualTo(4);
    assertThat(mattes(both.filter("model = 'stub'"))).isEqualTo(ofOne);
    assertThat(mattes(both.filter("model = 'stub-inverse'"))).isEqualTo(ofOther);
    both.unpersist();
  }

  @Test
  void theFunctionOfPartitionsMakesTheSameRows() throws Exception {
    SparkMatting matting = SparkMatting.with(StubProvider.ID).results(ResultKind.ALPHA);
    Dataset<Row> rows =
        photos()
            .selectExpr("path", "content", "length", "unix_micros(modificationTime)")
            .mapPartitions(matting.partitions(SPARK), Encoders.row(SparkMatting.schema()));
    assertThat(schemaOf(rows)).isEqualTo(schemaOf(matting.cutOut(photos())));
    assertThat(mattes(rows)).isEqualTo(expected(StubProvider.stub()));
  }

  @Test
  @Timeout(60)
  void jobsShareTheHeapOfTheirExecutor() throws Exception {
    TestPhotos.write(in.resolve("x.png"), 1, StubProvider.MEETS);
    InputRow first = new InputRow("file:" + in.resolve("x.png"), null, null, null);
    InputRow second = new InputRow("file:" + in.resolve("y.png"), null, null, null);
    JobRunner one = JobRunner.acquire(SparkMatting.with(StubProvider.ID).job(SPARK));
    JobRunner other = JobRunner.acquire(SparkMatting.with(StubProvider.INVERSE).job(SPARK));
    AtomicBoolean done = new AtomicBoolean();
    Thread alone =
        new Thread(
            () -> {
              try {
                other.run(second, true); // with all of the heap
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
              done.set(true);
            });
    AtomicBoolean waited = new AtomicBoolean();
    StubProvider.meeting =
        () -> {
          alone.start();
          while (alone.isAlive() && !isWaiting(alone)) {
            Thread.onSpinWait();
          }
          waited.set(!done.get() && alone.isAlive());
        };
    try {
      assertThat(one.run(first, false).getString(3)).isEqualTo("DONE");
      alone.join();
      assertThat(waited).isTrue();
      assertThat(done).isTrue();
    } finally {
      StubProvider.meeting = () -> {};
      one.release();
      other.release();
    }
  }

  /** Whether it waits for its share of the heap. */
  private static boolean isWaiting(Thread thread) {
    for (StackTraceElement frame : thread.getStackTrace()) {
      if (frame.getClassName().endsWith("MemoryGate")) {
        return EnumSet.of(Thread.State.WAITING, Thread.State.TIMED_WAITING)
            .contains(thread.getState());
      }
    }
    return false;
  }

  @Test
  void namesThatCannotHoldTheResultsAreRefused() {
    SparkMatting matting = SparkMatting.with(StubProvider.ID);
    String out = folder.resolve("out").toString();
    assertThatThrownBy(
            () -> matting.writingTo(out, in.toString(), "{name}_{kind}.jpg").cutOut(photos()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("x_alpha.jpg, but JPEG has no transparency");
    assertThatThrownBy(
            () -> matting.writingTo(out, in.toString(), "{name}_{kind}.tif").cutOut(photos()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("x_alpha.tif of a matte");
    assertThat(
            matting
                .results(ResultKind.COMPOSED)
                .writingTo(out, in.toString(), "{name}_{kind}.jpg")
                .cutOut(photos())
                .filter("status = 'DONE'")
                .count())
        .isEqualTo(2);
  }

  @Test
  void aGpuThatIsNotThereIsRefusedWithItsReasons() {
    assertThatThrownBy(
            () ->
                SparkMatting.with("portrait-starter")
                    .device(Device.cuda(0))
                    .cutOut(photos())
                    .collectAsList())
        .hasStackTraceContaining("DeviceUnavailableException")
        .hasStackTraceContaining("cuda:0");
  }
}

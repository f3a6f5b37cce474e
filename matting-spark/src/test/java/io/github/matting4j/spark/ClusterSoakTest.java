package io.github.matting4j.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.MattingModels;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.testing.ChildProcess;
import io.github.matting4j.testing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The main class on a standalone cluster of two workers that are processes of this machine. */
@Tag("soak")
class ClusterSoakTest {
  private static final int PHOTOS = 300;
  private static final int SECONDS = 900;

  @TempDir Path folder;

  /** Files of photo formats, in their folders; many are broken on purpose. */
  private static int copy(Path from, Path to) throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(from)) {
      files =
          walk.filter(file -> file.toString().matches("(?i).*/[^._][^/]*\\.(jpe?g|png|tiff?)"))
              .sorted()
              .limit(PHOTOS)
              .toList();
    }
    for (Path file : files) {
      Path target = to.resolve(from.relativize(file));
      Files.createDirectories(target.getParent());
      Files.copy(file, target);
    }
    return files.size();
  }

  /** The error of each photo by relative path, of all rows of the manifest. */
  private static Map<String, String> errors(Path in, Path out) {
    Dataset<Row> rows =
        LocalSpark.session().read().parquet(out.resolve("matting-manifest.parquet").toString());
    Map<String, String> errors = new TreeMap<>();
    for (Row row : rows.select("path", "error").collectAsList()) {
      String path = row.getString(0).substring(("file:" + in + "/").length());
      String before = errors.put(path, row.isNullAt(1) ? "" : row.getString(1));
      assertThat(before).as("%s has one row", path).isNull();
    }
    return errors;
  }

  private static long results(Path out) throws IOException {
    if (!Files.exists(out)) {
      return 0;
    }
    try (Stream<Path> files = Files.walk(out)) {
      return files.filter(file -> file.toString().endsWith("_alpha.png")).count();
    }
  }

  @Test
  void aLostWorkerAndSpeculationChangeNoResult() throws Exception {
    Path in = folder.resolve("in");
    assertThat(copy(SharedData.require("corpora"), in)).isEqualTo(PHOTOS);
    Path expected = folder.resolve("expected");
    Map<String, String> expectedErrors;
    try (MattingModel model =
        MattingModels.discovered()
            .open("portrait-starter", OpenOptions.forThroughput().callers(1))) {
      expectedErrors = TestPhotos.batch(model, in, expected, "alpha", "cutout");
    }
    expectedErrors.replaceAll((photo, error) -> error.replaceFirst(":.*(?s).*", ""));
    Path out = folder.resolve("out");
    try (StandaloneCluster cluster = StandaloneCluster.start(folder)) {
      CompletableFuture<ChildProcess.Outcome> run =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return cluster.batch(
                      SECONDS,
                      List.of(
                          "-Dspark.speculation=true",
                          "-Dspark.speculation.quantile=0.1",
                          "-Dspark.speculation.multiplier=1.1",
                          "-Dspark.speculation.minTaskRuntime=10ms"),
                      in.toString(),
                      out.toString(),
                      "--model",
                      "portrait-starter",
                      "--which",
                      "alpha,cutout");
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
              });
      while (results(out) < 40 && !run.isDone()) {
        Thread.sleep(50);
      }
      assertThat(run).as("killed midway").isNotDone();
      assertThat(cluster.executors(1)).isPositive();
      cluster.killWorker(1);
      long atKill = results(out);
      ChildProcess.Outcome outcome = run.get(SECONDS, TimeUnit.SECONDS);
      assertThat(outcome.exitCode()).as(outcome.output()).isEqualTo(1);
      System.out.printf("killed after %d results of %d%n", atKill, results(out));
    }
    assertThat(errors(in, out)).hasSize(PHOTOS).isEqualTo(expectedErrors);
    assertThat(TestPhotos.pictures(out)).isEqualTo(TestPhotos.pictures(expected));
  }

  @Test
  @Timeout(SECONDS)
  void whatADriverDidThatWasKilledIsNotDoneAgain() throws Exception {
    int photos = 200;
    Path in = folder.resolve("in");
    for (int i = 0; i < photos; i++) {
      TestPhotos.write(in.resolve("p" + i + ".png"), i, StubProvider.SLOW);
    }
    Path out = folder.resolve("out");
    String[] arguments = {
      in.toString(), out.toString(), "--model", StubProvider.ID, "--which", "alpha"
    };
    Path manifest = out.resolve("matting-manifest.parquet");
    try (StandaloneCluster cluster = StandaloneCluster.start(folder)) {
      Process killed = cluster.driver(List.of()).start(SparkBatch.class, arguments);
      while (parts(manifest) < 2 && killed.isAlive()) {
        Thread.sleep(20);
      }
      assertThat(killed.isAlive()).as("killed midway").isTrue();
      ChildProcess.kill(killed);
      int known = errors(in, out).size();
      assertThat(known).isBetween(1, photos - 1);
      ChildProcess.Outcome outcome = cluster.batch(SECONDS, List.of(), arguments);
      assertThat(outcome.output()).contains((photos - known) + " done");
      assertThat(outcome.exitCode()).isZero();
    }
    assertThat(errors(in, out)).hasSize(photos);
    assertThat(results(out)).isEqualTo(photos);
  }

  private static long parts(Path manifest) throws IOException {
    if (!Files.exists(manifest)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(manifest)) {
      return files.filter(file -> file.toString().endsWith(".parquet")).count();
    }
  }

  @Test
  void theGpuThatSparkGivesATaskIsItsDevice() throws Exception {
    Path in = folder.resolve("in");
    TestPhotos.write(in.resolve("x.png"), 1);
    Path script = folder.resolve("gpus.sh");
    Files.writeString(script, "#!/bin/sh\necho '{\"name\": \"gpu\", \"addresses\": [\"2\"]}'\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();
    try (StandaloneCluster cluster =
        StandaloneCluster.start(
            folder,
            "-Dspark.worker.resource.gpu.amount=1",
            "-Dspark.worker.resource.gpu.discoveryScript=" + script)) {
      ChildProcess.Outcome outcome =
          cluster.batch(
              SECONDS,
              List.of(
                  "-Dspark.executor.resource.gpu.amount=1", "-Dspark.task.resource.gpu.amount=1"),
              in.toString(),
              folder.resolve("out").toString(),
              "--model",
              "portrait-starter");
      // The engine of the tests has no CUDA.
      assertThat(outcome.output()).contains("DeviceUnavailableException").contains("cuda:2");
      assertThat(outcome.exitCode()).isEqualTo(2);
    }
  }

  @Test
  void aPhotoThatEndsExecutorsIsFoundAndSkipped() throws Exception {
    Path in = folder.resolve("in");
    for (int i = 0; i < 100; i++) {
      TestPhotos.write(in.resolve("p" + i + ".png"), i);
    }
    TestPhotos.write(in.resolve("p50.png"), 50, StubProvider.ENDS_PROCESS);
    Path out = folder.resolve("out");
    try (StandaloneCluster cluster = StandaloneCluster.start(folder)) {
      ChildProcess.Outcome outcome =
          cluster.batch(
              SECONDS,
              List.of(),
              in.toString(),
              out.toString(),
              "--model",
              StubProvider.ID,
              "--which",
              "alpha");
      assertThat(outcome.output()).contains("99 done, 1 failed unexpected");
      assertThat(outcome.exitCode()).isEqualTo(1);
    }
    Map<String, String> errors = errors(in, out);
    assertThat(errors).hasSize(100);
    errors.values().removeIf(String::isEmpty);
    assertThat(errors).isEqualTo(Map.of("p50.png", "UNEXPECTED"));
  }
}

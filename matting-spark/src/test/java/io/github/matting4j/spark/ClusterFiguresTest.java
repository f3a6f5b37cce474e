package io.github.matting4j.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.testdata.networks.NetworkSpec;
import io.github.matting4j.testing.ChildJvm;
import io.github.matting4j.testing.ChildProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What Spark costs, and what one model per executor saves: the figures of docs/cluster.md, on a
 * cluster of two workers with one core each. Prints them; checks results and memory alone, as times
 * mean nothing on a busy machine. {@code -Dfigures.photos=100} makes it shorter.
 */
@Tag("soak")
class ClusterFiguresTest {
  private static final int SLICES = 4;

  @TempDir Path folder;

  private static int photos(int all) {
    return Integer.getInteger("figures.photos", all);
  }

  /** Wall and processor time of slices. */
  private static final class Times {
    private double wall;
    private double cpu;

    @Override
    public String toString() {
      return "%.1f s, %.1f s of processors".formatted(wall, cpu);
    }
  }

  /** A process that does slices, and the others whose processor time is to be counted with it. */
  private static final class Worker implements AutoCloseable {
    private final Process process;
    private final StandaloneCluster cluster;
    private final BufferedReader out;
    private final StringBuilder log = new StringBuilder();

    Worker(ChildJvm jvm, StandaloneCluster cluster) throws IOException {
      this.cluster = cluster;
      this.process = jvm.start(SliceWorker.class);
      this.out =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    String slice(String... words) throws IOException {
      OutputStream in = process.getOutputStream();
      in.write((String.join("\t", words) + "\n").getBytes(StandardCharsets.UTF_8));
      in.flush();
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        if (line.startsWith(SliceWorker.ANSWER)) {
          return line.substring(SliceWorker.ANSWER.length());
        }
        log.append(line).append('\n');
      }
      throw new AssertionError(log);
    }

    /** Processor time so far, of processes that run now. */
    private Map<Long, Duration> cpu() {
      Map<Long, Duration> times = new TreeMap<>();
      Stream.concat(
              Stream.of(process.toHandle()), cluster == null ? Stream.of() : cluster.processes())
          .forEach(
              one -> times.put(one.pid(), one.info().totalCpuDuration().orElse(Duration.ZERO)));
      return times;
    }

    String timed(Times times, String... words) throws IOException {
      Map<Long, Duration> before = cpu();
      long start = System.nanoTime();
      String answer = slice(words);
      times.wall += (System.nanoTime() - start) / 1e9;
      for (Map.Entry<Long, Duration> now : cpu().entrySet()) {
        Duration was = before.getOrDefault(now.getKey(), Duration.ZERO);
        times.cpu += now.getValue().minus(was).toMillis() / 1e3;
      }
      return answer;
    }

    @Override
    public void close() throws Exception {
      process.getOutputStream().close();
      if (!process.waitFor(30, java.util.concurrent.TimeUnit.SECONDS)) {
        ChildProcess.kill(process);
      }
    }
  }

  private Path graph() throws IOException {
    Path graph = folder.resolve("pp-mattingv2-512.onnx");
    NetworkSpec.ppMattingV2().write(graph);
    return graph;
  }

  /** The JVMs of a user: all of the compiler, the collector that the JVM chooses. */
  private String[] usual(String... more) {
    return Stream.concat(
            Stream.of(
                "-XX:TieredStopAtLevel=4",
                "-XX:-UseSerialGC",
                "-Dmatting4j.graph.cache=" + folder.resolve("cache")),
            Stream.of(more))
        .toArray(String[]::new);
  }

  private Worker sparkWorker(StandaloneCluster cluster, String... options) throws IOException {
    String executors = "-Dmatting4j.graph.cache=" + folder.resolve("cache");
    return new Worker(
        cluster.driver(
            Stream.concat(
                    Stream.of(
                        usual(
                            "-Dspark.executor.extraJavaOptions=" + executors,
                            "-XX:TieredStopAtLevel=1", // as docs/cluster.md recommends
                            "-Dspark.sql.shuffle.partitions=200")), // Spark's own default
                    Stream.of(options))
                .toList()),
        cluster);
  }

  @Test
  void overheadOverABatchOnOneMachine() throws Exception {
    int photos = photos(2_000);
    Path in = folder.resolve("in");
    HdPhotos.write(in, new int[] {1920, 1080}, photos / SLICES);
    String graph = graph().toString();
    Times batch = new Times();
    Times spark = new Times();
    List<String> lines = new ArrayList<>();
    try (StandaloneCluster cluster = StandaloneCluster.start(folder);
        Worker sparkWorker = sparkWorker(cluster);
        Worker batchWorker = new Worker(ChildJvm.with(usual("-Xmx2g")), null)) {
      String[] model = {"--which", "alpha", "--model", "pp-mattingv2-512", "--model-file", graph};
      for (int slice = 0; slice < 2 * SLICES; slice++) {
        boolean isSpark = slice % 4 == 1 || slice % 4 == 2; // one first, then the other one
        Path out = folder.resolve((isSpark ? "spark" : "batch") + slice / 2);
        Times times = new Times();
        if (isSpark) {
          assertThat(sparkWorker.timed(times, words("spark", model, in.toString(), out.toString())))
              .as(sparkWorker.log.toString())
              .isEqualTo("0");
        } else {
          assertThat(
                  batchWorker.timed(
                      times,
                      words(
                          "batch",
                          model,
                          in.toString(),
                          "-o",
                          out.toString(),
                          "--parallel",
                          "2",
                          "--threads",
                          "1")))
              .as(batchWorker.log.toString())
              .isEqualTo("0");
        }
        Times sum = isSpark ? spark : batch;
        sum.wall += times.wall;
        sum.cpu += times.cpu;
        lines.add((isSpark ? "spark" : "batch") + " slice " + slice / 2 + ": " + times);
      }
    }
    for (int slice = 0; slice < SLICES; slice++) {
      assertThat(TestPhotos.pictures(folder.resolve("spark" + slice)))
          .hasSize(photos / SLICES)
          .isEqualTo(TestPhotos.pictures(folder.resolve("batch" + slice)));
    }
    lines.forEach(System.out::println);
    System.out.printf(
        "| %d photos | batch %s | Spark %s | time %+.1f %% | processors %+.1f %% |%n",
        photos,
        batch,
        spark,
        100 * (spark.wall / batch.wall - 1),
        100 * (spark.cpu / batch.cpu - 1));
  }

  private static String[] words(String first, String[] last, String... middle) {
    return Stream.of(Stream.of(first), Stream.of(middle), Stream.of(last))
        .flatMap(words -> words)
        .toArray(String[]::new);
  }

  @Test
  void oneModelPerExecutorAgainstOnePerPartition() throws Exception {
    Path in = folder.resolve("in");
    int photos = photos(200);
    HdPhotos.write(in, new int[] {1920, 1080}, photos);
    String graph = graph().toString();
    Times ours = new Times();
    Times naive = new Times();
    Times plain = new Times();
    Map<String, Times> all = Map.of("ours", ours, "naive", naive, "plain", plain);
    List<String> answers = new ArrayList<>();
    try (StandaloneCluster cluster = StandaloneCluster.start(folder);
        Worker worker = sparkWorker(cluster)) {
      Path few = folder.resolve("few"); // starts the executors, which are both ways' own
      HdPhotos.write(few, new int[] {1920, 1080}, 8);
      for (String which : List.of("plain", "naive", "ours")) {
        worker.slice(which, few.toString(), graph);
      }
      for (String which : List.of("ours", "naive", "plain", "plain", "naive", "ours")) {
        Times times = Objects.requireNonNull(all.get(which));
        String answer = worker.timed(times, which, in.toString(), graph);
        System.out.println(which + " so far: " + times);
        assertThat(answer).startsWith(photos + " mattes");
        if (times != plain) {
          answers.add(answer);
        }
      }
    }
    assertThat(answers).containsOnly(answers.get(0));
    System.out.printf(
        "| 2 x %d photos in 200 partitions | per executor %s | per partition %s | time %.2f |"
            + " processors %.2f | plain %s | time %.2f | processors %.2f |%n",
        photos,
        ours,
        naive,
        naive.wall / ours.wall,
        naive.cpu / ours.cpu,
        plain,
        plain.wall / ours.wall,
        plain.cpu / ours.cpu);
  }

  @Test
  void memoryOfExecutorsStays() throws Exception {
    int photos = photos(5_000);
    int slices = Integer.getInteger("figures.slices", 10);
    Path in = folder.resolve("in");
    HdPhotos.write(in, new int[] {640, 360}, photos / slices);
    List<List<ProcessSample>> samples = new ArrayList<>();
    try (StandaloneCluster cluster = StandaloneCluster.start(folder);
        Worker worker =
            sparkWorker(
                cluster,
                "-Dspark.executor.memory=512m",
                "-Dspark.cleaner.periodicGC.interval=5s")) {
      for (int slice = 1; slice <= slices; slice++) {
        String answer =
            worker.slice(
                "spark",
                in.toString(),
                folder.resolve("out" + slice).toString(),
                "--model",
                "portrait-starter",
                "--which",
                "alpha,cutout");
        assertThat(answer).as(worker.log.toString()).isEqualTo("0");
        List<ProcessSample> now = new ArrayList<>();
        for (long pid : cluster.executorPids()) {
          now.add(ProcessSample.of(pid));
        }
        assertThat(now).hasSize(2);
        System.out.println("| " + slice * (photos / slices) + " " + now.get(0) + now.get(1));
        samples.add(now);
      }
    }
    for (int executor = 0; executor < 2; executor++) {
      ProcessSample early = samples.get(slices / 2 - 1).get(executor);
      ProcessSample last = samples.get(slices - 1).get(executor);
      assertThat(last.heapMiB()).as("heap").isLessThanOrEqualTo(early.heapMiB() + 16);
      assertThat(last.residentMiB()).as("resident").isLessThanOrEqualTo(early.residentMiB() + 64);
      assertThat(last.descriptors()).as("descriptors").isLessThanOrEqualTo(early.descriptors() + 8);
      // Spark's pools let idle threads end, so single counts go up and down.
      assertThat(last.threads())
          .as("threads")
          .isLessThanOrEqualTo(maxThreads(samples, executor) + 8);
    }
  }

  /** The most threads that the executor had in the first half. */
  private static long maxThreads(List<List<ProcessSample>> samples, int executor) {
    return samples.subList(0, samples.size() / 2).stream()
        .mapToLong(sample -> sample.get(executor).threads())
        .max()
        .orElseThrow();
  }
}

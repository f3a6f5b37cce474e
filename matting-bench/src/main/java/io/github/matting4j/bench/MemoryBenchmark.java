package io.github.matting4j.bench;

import io.github.matting4j.bench.fixture.BenchGraph;
import io.github.matting4j.bench.fixture.BenchPicture;
import io.github.matting4j.bench.fixture.Footprint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How much memory does a process take that opens a model and runs it? The figures are the secondary
 * ones, in MiB; the time is that of the child process and means little.
 *
 * <pre>
 * java -jar matting-bench/target/benchmarks.jar Memory
 * </pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
@Fork(3)
public class MemoryBenchmark {
  /** Columns and rows of the photo. */
  @Param({"1920x1080", "4000x3000"})
  public String size = "";

  /** An ONNX file of PP-MattingV2's kind and of fixed size, or that name. */
  @Param(BenchGraph.PP_MATTING_V2)
  public String graph = "";

  private Path jpeg = Path.of("");

  /** MiB, once the child process has decoded the photo, opened the model and run it. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.EVENTS)
  public static class Mebibytes {
    /** Resident before the model is opened. */
    public double residentBefore;

    /** Resident once it is open. */
    public double residentOpen;

    /** Resident after ten runs. */
    public double residentAfterRuns;

    /** The most that was ever resident. */
    public double residentAtMost;

    /** Heap in use after ten runs. */
    public double heapAfterRuns;
  }

  /** Writes the photo. */
  @Setup(Level.Trial)
  public void write() throws IOException {
    jpeg = Files.createTempFile("matting4j-bench", ".jpg");
    Files.write(jpeg, BenchPicture.of(BenchPicture.DRAWN, size).jpeg());
  }

  /** Deletes it. */
  @TearDown(Level.Trial)
  public void delete() throws IOException {
    Files.deleteIfExists(jpeg);
  }

  /** Ten mattes in a fresh JVM. */
  @Benchmark
  public Map<String, Double> freshJvm(Mebibytes mebibytes) throws Exception {
    Map<String, Double> found = Footprint.measure(BenchGraph.of(graph), jpeg);
    mebibytes.residentBefore = found.getOrDefault("photo decoded, resident", Double.NaN);
    mebibytes.residentOpen = found.getOrDefault("model open, resident", Double.NaN);
    mebibytes.residentAfterRuns = found.getOrDefault("after 10 runs, resident", Double.NaN);
    mebibytes.residentAtMost = found.getOrDefault("after 10 runs, resident at most", Double.NaN);
    mebibytes.heapAfterRuns = found.getOrDefault("after 10 runs, heap", Double.NaN);
    return found;
  }
}

package io.github.matting4j.bench;

import io.github.matting4j.bench.fixture.BenchGraph;
import io.github.matting4j.bench.fixture.BenchPicture;
import io.github.matting4j.bench.fixture.ColdStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
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
 * How long does a fresh JVM take to its first cut-out? Each call starts one and waits for its end.
 *
 * <pre>
 * java -jar matting-bench/target/benchmarks.jar ColdStart
 * </pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 1)
@Measurement(iterations = 9)
@Fork(1)
public class ColdStartBenchmark {
  /** Columns and rows of the photo. */
  @Param("1920x1080")
  public String size = "";

  /** An ONNX file of PP-MattingV2's kind and of fixed size, or that name. */
  @Param(BenchGraph.PP_MATTING_V2)
  public String graph = "";

  /** What is started: the JVM alone, the bare engine, a cut-out, one by the starter model. */
  @Param({"NOTHING", "RAW", "CUT_OUT", "CUT_OUT_AS_IT_IS", "STARTER"})
  public ColdStart.Kind kind = ColdStart.Kind.NOTHING;

  private Path jpeg = Path.of("");

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

  /** From start to end of the JVM. */
  @Benchmark
  public long freshJvm() throws Exception {
    return ColdStart.nanos(kind, BenchGraph.of(graph), jpeg);
  }
}

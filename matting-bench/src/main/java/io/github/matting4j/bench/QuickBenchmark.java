package io.github.matting4j.bench;

import ai.onnxruntime.OrtException;
import io.github.matting4j.bench.fixture.BenchGraph;
import io.github.matting4j.bench.fixture.BenchPicture;
import io.github.matting4j.bench.fixture.Chain;
import io.github.matting4j.bench.fixture.KernelTasks;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A first look in under a minute: the bare network, and the whole chain from JPEG to cut-out PNG,
 * for one photo of 1920x1080, PP-MattingV2 at 512x512 and one thread. One fork and few iterations:
 * for figures to keep, run the other classes.
 *
 * <pre>
 * java -jar matting-bench/target/benchmarks.jar Quick
 * </pre>
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 2)
@Fork(1)
@State(Scope.Benchmark)
public class QuickBenchmark {
  @SuppressWarnings("NullAway.Init") // JMH calls open() first
  private Chain chain;

  /** Makes the photo and opens the graph. */
  @Setup(Level.Trial)
  public void open() throws IOException, OrtException {
    chain =
        new Chain(
            BenchGraph.of(BenchGraph.PP_MATTING_V2),
            BenchPicture.of(BenchPicture.DRAWN, "1920x1080"));
  }

  /** ONNX Runtime alone, with pinned direct buffers. */
  @Benchmark
  public float network() throws OrtException {
    return chain.raw();
  }

  /** JPEG to the RGBA PNG of a cut-out in the photo's colours. */
  @Benchmark
  public byte[] cutOut() throws IOException {
    return chain.jpegToCutOut(KernelTasks.rawColours());
  }

  /** Closes the graph. */
  @TearDown(Level.Trial)
  public void close() throws OrtException {
    chain.close();
  }
}

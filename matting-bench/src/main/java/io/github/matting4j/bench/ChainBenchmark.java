package io.github.matting4j.bench;

import io.github.matting4j.bench.fixture.KernelTasks;
import io.github.matting4j.compose.Composer;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What does the whole way from JPEG to PNG cost? PP-MattingV2 at 512x512, one thread.
 *
 * <pre>
 * java -jar matting-bench/target/benchmarks.jar Chain -prof gc
 * </pre>
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class ChainBenchmark {
  /** To the 8-bit PNG of the alpha. */
  @Benchmark
  public byte[] alpha(NetworkState state) throws IOException {
    return state.chain.jpegToAlpha();
  }

  /** As {@link #alpha}, refined along the photo's edges. */
  @Benchmark
  public byte[] refinedAlpha(NetworkState state) throws IOException {
    return state.chain.jpegToRefinedAlpha();
  }

  /** To the RGBA PNG of a cut-out in the photo's colours. */
  @Benchmark
  public byte[] cutOut(NetworkState state) throws IOException {
    return state.chain.jpegToCutOut(KernelTasks.rawColours());
  }

  /** As {@link #cutOut}, with the person's own colours at soft edges: the default. */
  @Benchmark
  public byte[] cleanCutOut(NetworkState state) throws IOException {
    return state.chain.jpegToCutOut(Composer.cutOut());
  }
}

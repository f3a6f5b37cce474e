package io.github.matting4j.bench;

import io.github.matting4j.image.AlphaMatte;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What does it cost to refine a matte along the photo's edges?
 *
 * <pre>
 * java -jar matting-bench/target/benchmarks.jar Refine -prof gc
 * </pre>
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class RefineBenchmark {
  /** The guided filter, fitted at what a network of 512x512 sees of the photo. */
  @Benchmark
  public AlphaMatte guidedFilter(PhotoState state) {
    return state.pieces.refine(state.pieces.photo());
  }

  /** The same, then closed-form matting in the undecided band. */
  @Benchmark
  public AlphaMatte hair(PhotoState state) {
    return state.pieces.refineHair(state.pieces.photo());
  }
}

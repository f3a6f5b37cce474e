package io.github.matting4j.bench;

import io.github.matting4j.compose.ForegroundEstimator;
import io.github.matting4j.image.ArgbImage;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What does it cost to take the old background's colour out of soft edges?
 *
 * <pre>
 * java -jar matting-bench/target/benchmarks.jar Foreground -prof gc
 * </pre>
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class ForegroundBenchmark {
  /** The default: near edges only. */
  @Benchmark
  public ArgbImage multiLevel(PhotoState state) {
    return state.pieces.estimate(ForegroundEstimator.multiLevel());
  }

  /** As published, over the whole photo. */
  @Benchmark
  public ArgbImage published(PhotoState state) {
    return state.pieces.estimate(ForegroundEstimator.publishedMultiLevel());
  }
}

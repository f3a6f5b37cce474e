package io.github.matting4j.bench;

import io.github.matting4j.bench.fixture.KernelTasks;
import io.github.matting4j.compose.Background;
import io.github.matting4j.compose.Composer;
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
 * What does it cost to compose a picture, foreground estimation left out?
 *
 * <pre>
 * java -jar matting-bench/target/benchmarks.jar Compose -prof gc
 * </pre>
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class ComposeBenchmark {
  private static final Composer ON_WHITE =
      Composer.onto(Background.WHITE).estimating(ForegroundEstimator.none());

  /** A cut-out. */
  @Benchmark
  public ArgbImage cutOut(PhotoState state) {
    return state.pieces.compose(KernelTasks.rawColours());
  }

  /** On white. */
  @Benchmark
  public ArgbImage onWhite(PhotoState state) {
    return state.pieces.compose(ON_WHITE);
  }

  /** On white, mixed as light does. */
  @Benchmark
  public ArgbImage onWhiteInLinearLight(PhotoState state) {
    return state.pieces.compose(ON_WHITE.inLinearLight());
  }
}

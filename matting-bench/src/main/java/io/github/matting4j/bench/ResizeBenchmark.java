package io.github.matting4j.bench;

import io.github.matting4j.image.AlphaMatte;
import java.nio.FloatBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What does it cost to bring a photo into a network of 512x512, and its alpha back out?
 *
 * <pre>
 * java -jar matting-bench/target/benchmarks.jar Resize -prof gc
 * </pre>
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class ResizeBenchmark {
  /** Photo to tensor: resized, normalised, packed. */
  @Benchmark
  public FloatBuffer pack(PhotoState state) {
    return state.pieces.pack(state.pieces.photo());
  }

  /** Alpha of the network's size to matte of the photo's size, its range checked. */
  @Benchmark
  public AlphaMatte enlarge(PhotoState state) {
    return state.pieces.enlarge();
  }

  /** The check of the range alone. */
  @Benchmark
  public AlphaMatte checkRange(PhotoState state) {
    return state.pieces.checkRange();
  }
}

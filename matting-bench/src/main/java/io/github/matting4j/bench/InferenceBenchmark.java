package io.github.matting4j.bench;

import ai.onnxruntime.OrtException;
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
 * What does the network cost, bare and through this library? One thread.
 *
 * <pre>
 * java -jar matting-bench/target/benchmarks.jar Inference -prof gc
 * </pre>
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class InferenceBenchmark {
  /** ONNX Runtime alone, with pinned direct buffers. */
  @Benchmark
  public float raw(NetworkState state) throws OrtException {
    return state.chain.raw();
  }

  /** Decoded photo to matte of the photo's size. */
  @Benchmark
  public AlphaMatte matte(NetworkState state) {
    return state.chain.matte();
  }
}

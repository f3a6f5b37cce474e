package io.github.matting4j.bench;

import ai.onnxruntime.OrtException;
import io.github.matting4j.image.AlphaMatte;
import java.io.IOException;
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
 * What does the whole chain cost beyond the bare run of the network? PP-MattingV2 at 512x512, one
 * thread.
 *
 * <pre>
 * mvn -pl matting-bench -am -DskipTests package
 * java -jar matting-bench/target/benchmarks.jar ChainBenchmark -prof gc
 * java -jar matting-bench/target/benchmarks.jar ChainBenchmark -p size=1920x1080 -p photo=ana.jpg
 * </pre>
 *
 * On a machine that others use as well, take the ratios of {@link ChainRatios} instead.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(2)
public class ChainBenchmark {
  /** Columns and rows of the photo. */
  @Param({"1920x1080", "4000x3000"})
  public String size = "";

  /** A photo that is scaled to that size; {@code drawn} for one made by formula. */
  @Param("drawn")
  public String photo = "";

  @SuppressWarnings("NullAway.Init") // JMH calls open() first
  private Chain chain;

  /** Makes the photo and opens the graph. */
  @Setup(Level.Trial)
  public void open() throws IOException, OrtException {
    String[] sides = size.split("x", -1);
    int width = Integer.parseInt(sides[0]);
    int height = Integer.parseInt(sides[1]);
    BenchPicture picture =
        photo.equals("drawn")
            ? BenchPicture.drawn(width, height)
            : BenchPicture.of(Path.of(photo), width, height);
    chain = new Chain(BenchGraph.ppMattingV2(), picture);
  }

  /** Closes the graph. */
  @TearDown(Level.Trial)
  public void close() throws OrtException {
    chain.close();
  }

  /** ONNX Runtime alone, with pinned direct buffers. */
  @Benchmark
  public float raw() throws OrtException {
    return chain.raw();
  }

  /** Decoded photo to matte of the photo's size. */
  @Benchmark
  public AlphaMatte matte() {
    return chain.matte();
  }

  /** JPEG to 8-bit alpha PNG. */
  @Benchmark
  public byte[] jpegToAlpha() throws IOException {
    return chain.jpegToAlpha();
  }

  /** JPEG to RGBA cut-out PNG. */
  @Benchmark
  public byte[] jpegToCutOut() throws IOException {
    return chain.jpegToCutOut();
  }
}

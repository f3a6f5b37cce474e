package io.github.matting4j.bench;

import io.github.matting4j.bench.fixture.KernelTasks;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.io.AwtImages;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
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
import org.openjdk.jmh.annotations.Warmup;

/**
 * What does it cost to write PNG? Beside it, ImageIO with its default settings.
 *
 * <pre>
 * java -jar matting-bench/target/benchmarks.jar Png -prof gc
 * </pre>
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class PngBenchmark {
  /** The cut-out, ours and as ImageIO wants it. */
  @State(Scope.Thread)
  @SuppressWarnings("NullAway.Init") // JMH calls make() first
  public static class CutOutState {
    private KernelTasks pieces;
    private ArgbImage cutOut;
    private BufferedImage buffered;

    /** Cuts out. */
    @Setup(Level.Trial)
    public void make(PhotoState state) {
      pieces = state.pieces;
      cutOut = pieces.compose(KernelTasks.rawColours());
      buffered = AwtImages.toBuffered(cutOut);
    }
  }

  /** RGBA. */
  @Benchmark
  public byte[] cutOut(CutOutState state) throws IOException {
    return state.pieces.encode(state.cutOut);
  }

  /** The same by ImageIO. */
  @Benchmark
  public byte[] cutOutImageIo(CutOutState state) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 20);
    ImageIO.write(state.buffered, "png", out);
    return out.toByteArray();
  }

  /** An opaque photo. */
  @Benchmark
  public byte[] photo(PhotoState state) throws IOException {
    return state.pieces.encode(state.pieces.photo());
  }

  /** A matte of 8 bits. */
  @Benchmark
  public byte[] alpha8(PhotoState state) throws IOException {
    return state.pieces.encodeAlpha(state.pieces.matte());
  }

  /** A matte of 16 bits. */
  @Benchmark
  public byte[] alpha16(PhotoState state) throws IOException {
    return state.pieces.encodeAlpha16(state.pieces.matte());
  }
}

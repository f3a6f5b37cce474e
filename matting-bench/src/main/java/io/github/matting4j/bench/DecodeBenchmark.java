package io.github.matting4j.bench;

import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.io.ImageFiles;
import io.github.matting4j.io.ReadOptions;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
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
 * What does it cost to read a photo? Beside it, the JDK's own reader.
 *
 * <pre>
 * java -jar matting-bench/target/benchmarks.jar Decode -prof gc
 * </pre>
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class DecodeBenchmark {
  /** The photo as a PNG. */
  @State(Scope.Thread)
  public static class PngState {
    private byte[] png = {};

    /** Writes it. */
    @Setup(Level.Trial)
    public void make(PhotoState state) throws IOException {
      png = state.pieces.encode(state.pieces.photo());
    }
  }

  /** JPEG. */
  @Benchmark
  public ArgbImage jpeg(PhotoState state) throws IOException {
    return state.pieces.decode();
  }

  /** JPEG by ImageIO, as it comes: no limits, not turned upright, not converted. */
  @Benchmark
  public BufferedImage jpegImageIo(PhotoState state) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(state.pieces.jpeg()));
  }

  /** PNG. */
  @Benchmark
  public ArgbImage png(PngState state) throws IOException {
    return ImageFiles.read(state.png, ReadOptions.defaults());
  }

  /** PNG by ImageIO, as it comes. */
  @Benchmark
  public BufferedImage pngImageIo(PngState state) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(state.png));
  }
}

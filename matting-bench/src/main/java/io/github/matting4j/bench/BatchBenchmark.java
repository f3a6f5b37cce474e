package io.github.matting4j.bench;

import io.github.matting4j.batch.layout.BatchLayout;
import io.github.matting4j.bench.fixture.BenchGraph;
import io.github.matting4j.bench.fixture.BenchPicture;
import io.github.matting4j.bench.fixture.PhotoBatch;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How many photos a second go through the batch, on one core and on all of them?
 *
 * <pre>
 * java -jar matting-bench/target/benchmarks.jar Batch -prof gc
 * </pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 2, time = 5)
@Measurement(iterations = 5, time = 10)
@Fork(1)
public class BatchBenchmark {
  private static final int PHOTOS = 8;

  /** How photos are laid out over the cores. */
  public enum Layout {
    /** One caller on one thread. */
    ONE_THREAD,
    /** One caller on as many threads as cores. */
    ONE_CALLER,
    /** As many callers as cores, each on one thread, sharing one session. */
    CALLER_PER_CORE
  }

  /** How photos are laid out over the cores. */
  @Param({"ONE_THREAD", "ONE_CALLER", "CALLER_PER_CORE"})
  public Layout layout = Layout.ONE_THREAD;

  /** Columns and rows of the photo. */
  @Param({"1920x1080", "4000x3000"})
  public String size = "";

  /** An ONNX file of PP-MattingV2's kind and of fixed size, or that name. */
  @Param(BenchGraph.PP_MATTING_V2)
  public String graph = "";

  @SuppressWarnings("NullAway.Init") // JMH calls open() first
  PhotoBatch batch;

  /** Writes the photos, opens the graph. */
  @Setup(Level.Trial)
  public void open() throws IOException {
    BatchLayout cores =
        switch (layout) {
          case ONE_THREAD -> new BatchLayout(1, 1);
          case ONE_CALLER -> new BatchLayout(1, BatchLayout.cores());
          case CALLER_PER_CORE -> BatchLayout.manyPhotos();
        };
    BenchPicture picture = BenchPicture.of(BenchPicture.DRAWN, size);
    batch = new PhotoBatch(BenchGraph.of(graph), picture, cores, PHOTOS);
  }

  /** Deletes the photos, closes the graph. */
  @TearDown(Level.Trial)
  public void close() throws IOException {
    batch.close();
  }

  /** JPEG to alpha PNG. */
  @Benchmark
  @OperationsPerInvocation(PHOTOS)
  public long alpha() throws IOException {
    return batch.run(PhotoBatch.Product.ALPHA);
  }

  /** JPEG to RGBA PNG with clean edges. */
  @Benchmark
  @OperationsPerInvocation(PHOTOS)
  public long cutOut() throws IOException {
    return batch.run(PhotoBatch.Product.CLEAN_CUT_OUT);
  }
}

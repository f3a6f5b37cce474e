package io.github.matting4j.bench;

import ai.onnxruntime.OrtException;
import io.github.matting4j.bench.fixture.BenchGraph;
import io.github.matting4j.bench.fixture.BenchPicture;
import io.github.matting4j.bench.fixture.Chain;
import java.io.IOException;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The photo and the network of a benchmark, for one caller on one thread. */
@State(Scope.Benchmark)
public class NetworkState {
  /** Columns and rows of the photo. */
  @Param({"640x360", "1920x1080", "4000x3000"})
  public String size = "";

  /** A photo that is scaled to that size; {@code drawn} for one made by formula. */
  @Param(BenchPicture.DRAWN)
  public String photo = "";

  /** An ONNX file of PP-MattingV2's kind and of fixed size, or that name. */
  @Param(BenchGraph.PP_MATTING_V2)
  public String graph = "";

  /** Whether this library rewrites the graph, as it does for users: {@code on} or {@code off}. */
  @Param("off")
  public String rewriting = "off";

  @SuppressWarnings("NullAway.Init") // JMH calls open() first
  Chain chain;

  /** Makes the photo and opens the graph. */
  @Setup(Level.Trial)
  public void open() throws IOException, OrtException {
    System.setProperty("matting4j.graph.rewrite", rewriting);
    chain = new Chain(BenchGraph.of(graph), BenchPicture.of(photo, size));
  }

  /** Closes the graph. */
  @TearDown(Level.Trial)
  public void close() throws OrtException {
    chain.close();
  }
}

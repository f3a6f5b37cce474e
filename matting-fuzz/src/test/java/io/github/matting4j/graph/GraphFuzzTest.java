package io.github.matting4j.graph;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.matting4j.graph.rewrite.GraphRewriter;
import io.github.matting4j.graph.wire.MalformedGraphException;
import java.util.Optional;

/** Any bytes are an ONNX graph or are refused; what is rewritten can be read again. */
class GraphFuzzTest {
  @FuzzTest(maxDuration = "60s")
  void rewriting(byte[] data) {
    Optional<byte[]> rewritten;
    try {
      OnnxGraph.parse(data).hasExternalData();
      rewritten = GraphRewriter.rewrite(data);
    } catch (MalformedGraphException e) {
      return;
    }
    try {
      if (rewritten.isPresent() && !OnnxGraph.parse(rewritten.get()).isPlain()) {
        throw new AssertionError("the rewritten graph is no plain one");
      }
    } catch (MalformedGraphException e) {
      throw new AssertionError("the rewritten graph cannot be read", e);
    }
  }
}

package io.github.matting4j.graph;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Optional;

/** Any bytes are an ONNX graph or are refused; what is rewritten can be read again. */
class GraphFuzzTest {
  @FuzzTest(maxDuration = "60s")
  void rewriting(byte[] data) {
    Optional<byte[]> rewritten;
    try {
      GraphRewriter.hasOtherFiles(data);
      rewritten = GraphRewriter.rewrite(data);
    } catch (MalformedGraphException e) {
      return;
    }
    try {
      if (rewritten.isPresent() && !GraphRewriter.isPlain(rewritten.get())) {
        throw new AssertionError("the rewritten graph is no plain one");
      }
    } catch (MalformedGraphException e) {
      throw new AssertionError("the rewritten graph cannot be read", e);
    }
  }
}

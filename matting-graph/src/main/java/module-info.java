/** ONNX files without an engine: read, written, rewritten, quantised. */
module io.github.matting4j.graph {
  requires static org.jspecify;

  exports io.github.matting4j.graph;
  exports io.github.matting4j.graph.quantise;
  exports io.github.matting4j.graph.rewrite;
  exports io.github.matting4j.graph.wire;
}

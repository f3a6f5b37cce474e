/** Network files without an engine: ONNX, and Paddle and TensorFlow to ONNX. */
module io.github.matting4j.graph {
  requires static org.jspecify;

  exports io.github.matting4j.graph;
  exports io.github.matting4j.graph.paddle;
  exports io.github.matting4j.graph.paddle.program;
  exports io.github.matting4j.graph.quantise;
  exports io.github.matting4j.graph.rewrite;
  exports io.github.matting4j.graph.tensorflow;
  exports io.github.matting4j.graph.wire;
}

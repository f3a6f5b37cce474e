/** Paddle inference programs and frozen TensorFlow graphs to ONNX, without an engine. */
module io.github.matting4j.convert {
  requires transitive io.github.matting4j.graph;
  requires static org.jspecify;

  exports io.github.matting4j.convert;
  exports io.github.matting4j.convert.paddle;
  exports io.github.matting4j.convert.paddle.program;
  exports io.github.matting4j.convert.tensorflow;
  exports io.github.matting4j.convert.tensorflow.program;
}

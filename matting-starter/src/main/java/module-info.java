/** The built-in portrait network. */
module io.github.matting4j.starter {
  requires transitive io.github.matting4j;
  requires io.github.matting4j.kernel;
  requires io.github.matting4j.onnx;
  requires static org.jspecify;

  exports io.github.matting4j.starter;

  provides io.github.matting4j.model.MattingModelProvider with
      io.github.matting4j.starter.StarterProvider;
}

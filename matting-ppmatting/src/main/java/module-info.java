/** PaddleSeg's portrait matting networks. */
module io.github.matting4j.ppmatting {
  requires transitive io.github.matting4j;
  requires io.github.matting4j.kernel;
  requires io.github.matting4j.onnx;
  requires org.snakeyaml.engine;
  requires static org.jspecify;

  exports io.github.matting4j.ppmatting;

  provides io.github.matting4j.model.MattingModelProvider with
      io.github.matting4j.ppmatting.PpMattingProvider;
}

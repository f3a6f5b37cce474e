/** Models on ONNX Runtime, and recipes for networks that users bring. */
module io.github.matting4j.onnx {
  requires transitive io.github.matting4j.model;
  requires io.github.matting4j.graph;
  requires io.github.matting4j.kernel;
  requires com.microsoft.onnxruntime;
  requires static org.jspecify;

  exports io.github.matting4j.onnx;
  exports io.github.matting4j.onnx.recipe;
  exports io.github.matting4j.onnx.size;
  exports io.github.matting4j.onnx.cache to
      io.github.matting4j.bshm;
}

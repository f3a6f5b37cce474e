/** Models measured on photos, and reports of it. */
module io.github.matting4j.evaluate {
  requires transitive io.github.matting4j.batch;
  requires io.github.matting4j.kernel;
  requires io.github.matting4j.onnx;
  requires io.github.matting4j.portraits;
  requires com.fasterxml.jackson.core;
  requires jdk.management;
  requires static org.jspecify;

  exports io.github.matting4j.evaluate;
  exports io.github.matting4j.evaluate.benchmark;
  exports io.github.matting4j.evaluate.calibration;
  exports io.github.matting4j.evaluate.measure;
  exports io.github.matting4j.evaluate.quantisation;
}

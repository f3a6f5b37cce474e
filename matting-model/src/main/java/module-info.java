/** What a backend programs against: models, their descriptors, run control, hardware. */
module io.github.matting4j.model {
  requires transitive io.github.matting4j.image;
  requires io.github.matting4j.kernel;
  requires static org.jspecify;

  exports io.github.matting4j.hardware;
  exports io.github.matting4j.model;
  exports io.github.matting4j.model.catalogue;
  exports io.github.matting4j.model.figures;
  exports io.github.matting4j.model.source;
  exports io.github.matting4j.runtime to
      io.github.matting4j,
      io.github.matting4j.onnx,
      io.github.matting4j.ppmatting,
      io.github.matting4j.bshm,
      io.github.matting4j.starter,
      io.github.matting4j.evaluate,
      io.github.matting4j.store,
      io.github.matting4j.cli,
      io.github.matting4j.networks,
      io.github.matting4j.bench,
      io.github.matting4j.spark;
  exports io.github.matting4j.text to
      io.github.matting4j,
      io.github.matting4j.cli,
      io.github.matting4j.networks,
      io.github.matting4j.store;
}

/** Cutting people out of photos: models, composing, advice. */
module io.github.matting4j {
  requires transitive io.github.matting4j.image;
  requires transitive java.desktop; // BufferedImage
  requires io.github.matting4j.kernel;
  requires static org.jspecify;

  exports io.github.matting4j;
  exports io.github.matting4j.advise;
  exports io.github.matting4j.advise.calibration;
  exports io.github.matting4j.advise.figures;
  exports io.github.matting4j.advise.rules;
  exports io.github.matting4j.compose;
  exports io.github.matting4j.criteria;
  exports io.github.matting4j.hardware;
  exports io.github.matting4j.model;
  exports io.github.matting4j.model.figures;
  exports io.github.matting4j.model.source;
  exports io.github.matting4j.runtime to
      io.github.matting4j.onnx,
      io.github.matting4j.ppmatting,
      io.github.matting4j.bshm,
      io.github.matting4j.starter,
      io.github.matting4j.batch,
      io.github.matting4j.store,
      io.github.matting4j.cli,
      io.github.matting4j.bench;
  exports io.github.matting4j.text to
      io.github.matting4j.store;

  uses io.github.matting4j.model.MattingModelProvider;
}

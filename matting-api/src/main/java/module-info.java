/** Cutting people out of photos: selecting a model, composing, advice. */
module io.github.matting4j {
  requires transitive io.github.matting4j.model;
  requires transitive java.desktop; // BufferedImage
  requires io.github.matting4j.kernel;
  requires static org.jspecify;

  exports io.github.matting4j;
  exports io.github.matting4j.advise;
  exports io.github.matting4j.advise.candidates;
  exports io.github.matting4j.advise.rules;
  exports io.github.matting4j.compose;
  exports io.github.matting4j.criteria;
  exports io.github.matting4j.sequence;
  exports io.github.matting4j.advise.calibration to
      io.github.matting4j.evaluate,
      io.github.matting4j.cli,
      io.github.matting4j.bench;

  uses io.github.matting4j.model.MattingModelProvider;
}

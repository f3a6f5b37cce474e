/** Cutting people out of photos: pictures, mattes, models, composing. */
module io.github.matting4j {
  requires java.desktop;
  requires static org.jspecify;

  exports io.github.matting4j;
  exports io.github.matting4j.compose;
  exports io.github.matting4j.image;
  exports io.github.matting4j.io;
  exports io.github.matting4j.model;
  exports io.github.matting4j.select;
  exports io.github.matting4j.kernel to
      io.github.matting4j.onnx,
      io.github.matting4j.ppmatting,
      io.github.matting4j.bshm,
      io.github.matting4j.starter,
      io.github.matting4j.bench;
  exports io.github.matting4j.runtime to
      io.github.matting4j.onnx,
      io.github.matting4j.ppmatting,
      io.github.matting4j.bshm,
      io.github.matting4j.starter,
      io.github.matting4j.batch,
      io.github.matting4j.cli,
      io.github.matting4j.bench;

  uses io.github.matting4j.model.MattingModelProvider;
}

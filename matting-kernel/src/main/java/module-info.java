/**
 * Loops over pixels: resizing, blending, refinement, foreground colours. For the modules of this
 * project.
 */
module io.github.matting4j.kernel {
  requires transitive io.github.matting4j.image;
  requires static org.jspecify;

  exports io.github.matting4j.kernel.analysis to
      io.github.matting4j.model,
      io.github.matting4j,
      io.github.matting4j.evaluate;
  exports io.github.matting4j.kernel.blend to
      io.github.matting4j;
  exports io.github.matting4j.kernel.foreground to
      io.github.matting4j;
  exports io.github.matting4j.kernel.motion to
      io.github.matting4j;
  exports io.github.matting4j.kernel.refine to
      io.github.matting4j,
      io.github.matting4j.bshm;
  exports io.github.matting4j.kernel.resample to
      io.github.matting4j,
      io.github.matting4j.onnx,
      io.github.matting4j.ppmatting,
      io.github.matting4j.bshm,
      io.github.matting4j.starter,
      io.github.matting4j.evaluate,
      io.github.matting4j.bench;
}

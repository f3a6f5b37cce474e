/** Pictures and mattes as values, photo files in and out. */
module io.github.matting4j.image {
  requires java.desktop;
  requires static org.jspecify;

  uses javax.imageio.spi.ImageReaderSpi;

  exports io.github.matting4j.image;
  exports io.github.matting4j.io;
  exports io.github.matting4j.io.colour to
      io.github.matting4j.kernel,
      io.github.matting4j.javacv;
  exports io.github.matting4j.io.file to
      io.github.matting4j.model,
      io.github.matting4j,
      io.github.matting4j.onnx,
      io.github.matting4j.bshm,
      io.github.matting4j.batch,
      io.github.matting4j.store,
      io.github.matting4j.evaluate,
      io.github.matting4j.networks,
      io.github.matting4j.javacv,
      io.github.matting4j.cli,
      io.github.matting4j.spark,
      io.github.matting4j.video;
}

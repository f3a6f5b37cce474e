/** Drawn portraits with exact alpha, and the published error measures of mattes. */
module io.github.matting4j.portraits {
  requires transitive java.desktop; // BufferedImage
  requires static org.jspecify;

  exports io.github.matting4j.metrics;
  exports io.github.matting4j.portraits;
  exports io.github.matting4j.portraits.figure;
  exports io.github.matting4j.portraits.paint;
}

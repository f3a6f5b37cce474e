/** Cutting people out of photos: pictures, mattes, models, composing. */
module io.github.matting4j {
  requires java.desktop;
  requires static org.jspecify;

  exports io.github.matting4j.compose;
  exports io.github.matting4j.image;
  exports io.github.matting4j.io;
}

/** Many photos through one model. */
module io.github.matting4j.batch {
  requires transitive io.github.matting4j;
  requires com.fasterxml.jackson.core;
  requires java.management;
  requires static org.jspecify;

  exports io.github.matting4j.batch;
  exports io.github.matting4j.batch.cutout;
  exports io.github.matting4j.batch.layout;
  exports io.github.matting4j.batch.source;
}

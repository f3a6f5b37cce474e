/** Where weights come from: official archives fetched, verified, converted, kept. */
module io.github.matting4j.store {
  requires transitive io.github.matting4j;
  requires io.github.matting4j.graph;
  requires java.net.http;
  requires static org.jspecify;

  exports io.github.matting4j.store;
}

package io.github.matting4j.graph.rewrite;

/**
 * Rows and columns of a value of N×C×H×W.
 *
 * @param height rows
 * @param width columns
 */
record Grid(int height, int width) {
  long cells() {
    return (long) height * width;
  }
}

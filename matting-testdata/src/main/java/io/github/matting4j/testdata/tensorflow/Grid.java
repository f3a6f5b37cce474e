package io.github.matting4j.testdata.tensorflow;

/**
 * A feature map of the twin: its tensor's name and what is known of its size. Immutable.
 *
 * @param tensor the name in the graph that is being written
 * @param height rows
 * @param width columns
 * @param channels features of a cell
 */
record Grid(String tensor, int height, int width, int channels) {}

package io.github.matting4j.cli;

/**
 * How edges are treated.
 *
 * @param refinement of the matte, before anything is written
 * @param colours of the person at soft edges
 */
record EdgeOptions(Refinement refinement, ForegroundColours colours) {}

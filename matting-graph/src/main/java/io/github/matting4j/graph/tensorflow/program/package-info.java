/**
 * Hidden: frozen TensorFlow graphs as data. {@link
 * io.github.matting4j.graph.tensorflow.program.TensorFlowGraph} reads a file; nodes, constants and
 * shapes are for the converter.
 */
@NullMarked
package io.github.matting4j.graph.tensorflow.program;

import org.jspecify.annotations.NullMarked;

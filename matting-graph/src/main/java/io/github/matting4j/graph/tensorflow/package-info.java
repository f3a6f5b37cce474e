/**
 * Frozen TensorFlow 1 graphs to ONNX, without TensorFlow. {@link
 * io.github.matting4j.graph.tensorflow.program.TensorFlowGraph} reads a file, {@link
 * io.github.matting4j.graph.tensorflow.TensorFlowConverter} makes a {@link
 * io.github.matting4j.graph.tensorflow.TensorFlowConversion} of it.
 */
@NullMarked
package io.github.matting4j.graph.tensorflow;

import org.jspecify.annotations.NullMarked;

/**
 * Frozen TensorFlow 1 graphs to ONNX, without TensorFlow. {@link
 * io.github.matting4j.convert.tensorflow.program.TensorFlowGraph} reads a file, {@link
 * io.github.matting4j.convert.tensorflow.TensorFlowConverter} makes a {@link
 * io.github.matting4j.convert.Conversion} of it.
 */
@NullMarked
package io.github.matting4j.convert.tensorflow;

import org.jspecify.annotations.NullMarked;

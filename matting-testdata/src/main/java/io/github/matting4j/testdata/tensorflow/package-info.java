/**
 * Writes TensorFlow 1 graphs byte by byte, and the twin of the BSHM network with seeded weights: as
 * a frozen graph and as its ONNX conversion.
 *
 * <p>The twin has the published graph's tensor names, element types, inner sizes and about its
 * number of parameters. Its mattes mean nothing.
 */
@NullMarked
package io.github.matting4j.testdata.tensorflow;

import org.jspecify.annotations.NullMarked;

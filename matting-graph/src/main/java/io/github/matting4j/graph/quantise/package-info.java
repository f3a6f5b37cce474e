/** Quantises ONNX graphs: the choice of convolutions, and the resulting graph. */
@NullMarked
package io.github.matting4j.graph.quantise;

import org.jspecify.annotations.NullMarked;

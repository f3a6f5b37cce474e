/** Quantises ONNX graphs: which convolutions become 8-bit integers, and the graph that results. */
@NullMarked
package io.github.matting4j.graph.quantise;

import org.jspecify.annotations.NullMarked;

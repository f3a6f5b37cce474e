/** Converted Paddle programs in ONNX Runtime against the interpreter of Paddle's operators. */
@NullMarked
package io.github.matting4j.onnx.conversion;

import org.jspecify.annotations.NullMarked;

/**
 * Paddle inference programs and their parameters as a neutral model: operators with typed
 * attributes, named values and lazily read tensors. Reads Paddle 2's {@code .pdmodel} and Paddle
 * 3's {@code .json}; both arrive with the operator names of Paddle 2. Independent of ONNX.
 */
@NullMarked
package io.github.matting4j.convert.paddle.program;

import org.jspecify.annotations.NullMarked;

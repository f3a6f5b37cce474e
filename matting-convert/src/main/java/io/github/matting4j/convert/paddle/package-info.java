/**
 * Paddle inference programs to ONNX files, without an engine. {@link
 * io.github.matting4j.convert.paddle.PaddleConverter} is the way in.
 */
@NullMarked
package io.github.matting4j.convert.paddle;

import org.jspecify.annotations.NullMarked;

/**
 * A plain interpreter of Paddle's operators, the second opinion on converted networks: simple loops
 * in double precision after Paddle's own formulas, every result rounded to the type that Paddle
 * gives it. Shares with the converter only the reader of the files, and knows nothing of ONNX.
 */
@NullMarked
package io.github.matting4j.graph.paddle.interpreter;

import org.jspecify.annotations.NullMarked;

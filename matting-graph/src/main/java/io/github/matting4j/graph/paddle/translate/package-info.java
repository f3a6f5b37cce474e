/**
 * Paddle's operators as nodes of ONNX graphs, one class for each family, and the sizes of all
 * values on the way.
 */
@NullMarked
package io.github.matting4j.graph.paddle.translate;

import org.jspecify.annotations.NullMarked;

/** Makes Paddle programs and parameters for tests. */
@NullMarked
package io.github.matting4j.graph.paddle.sample;

import org.jspecify.annotations.NullMarked;

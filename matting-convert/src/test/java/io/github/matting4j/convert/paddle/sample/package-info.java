/** Makes Paddle programs and parameters for tests. */
@NullMarked
package io.github.matting4j.convert.paddle.sample;

import org.jspecify.annotations.NullMarked;

/** The published matting metrics, as PaddleSeg computes them, and its automatic trimap. */
@NullMarked
package io.github.matting4j.metrics;

import org.jspecify.annotations.NullMarked;

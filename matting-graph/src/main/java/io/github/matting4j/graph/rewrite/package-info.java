/** Rewrites ONNX graphs so that they run faster and give the same values up to rounding. */
@NullMarked
package io.github.matting4j.graph.rewrite;

import org.jspecify.annotations.NullMarked;

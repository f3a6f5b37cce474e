/**
 * Hidden: rewrites an ONNX graph into one that gives the same values and runs faster. Knows the
 * file format, and nothing of any engine.
 */
@NullMarked
package io.github.matting4j.graph;

import org.jspecify.annotations.NullMarked;

/**
 * ONNX files as graphs of nodes and constants, without an inference engine. Depends on {@code
 * graph.wire} only; {@code graph.rewrite} and {@code graph.quantise} build on it, and readers of
 * other formats belong beside them, each in a package of its own.
 */
@NullMarked
package io.github.matting4j.graph;

import org.jspecify.annotations.NullMarked;

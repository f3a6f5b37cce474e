/**
 * Models on ONNX Runtime. {@link io.github.matting4j.onnx.OnnxNetwork} and {@link
 * io.github.matting4j.onnx.OnnxProvider} add a network; the other types are for backends.
 */
@NullMarked
package io.github.matting4j.onnx;

import org.jspecify.annotations.NullMarked;

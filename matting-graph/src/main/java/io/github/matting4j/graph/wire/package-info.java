/**
 * Protobuf wire format: messages as lists of fields, read without copying the payloads and written
 * back byte for byte where unchanged. Independent of message types; used by the ONNX and TensorFlow
 * readers.
 */
@NullMarked
package io.github.matting4j.graph.wire;

import org.jspecify.annotations.NullMarked;

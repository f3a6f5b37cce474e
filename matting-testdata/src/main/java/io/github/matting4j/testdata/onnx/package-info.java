/**
 * Writes ONNX files byte by byte: the protobuf wire format, a graph builder above it, and a
 * collection of tiny graphs that behave well or badly on purpose.
 *
 * <p>The same calls give the same bytes on every machine and every JDK. Big weights are streamed,
 * so a file of several hundred megabytes needs only a few of heap.
 */
@NullMarked
package io.github.matting4j.testdata.onnx;

import org.jspecify.annotations.NullMarked;

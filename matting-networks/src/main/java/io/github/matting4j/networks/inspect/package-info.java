/** What ONNX files say about themselves, without an engine. */
@NullMarked
package io.github.matting4j.networks.inspect;

import org.jspecify.annotations.NullMarked;

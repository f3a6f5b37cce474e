/** The machine's processor. */
@NullMarked
package io.github.matting4j.onnx.cpu;

import org.jspecify.annotations.NullMarked;

/** ONNX nodes that translated operators consist of. Hidden. */
@NullMarked
package io.github.matting4j.convert.paddle.emit;

import org.jspecify.annotations.NullMarked;

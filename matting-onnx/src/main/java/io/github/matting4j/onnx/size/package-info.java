/** How large the network sees a photo, and what each of its pixels is of the photo. */
@NullMarked
package io.github.matting4j.onnx.size;

import org.jspecify.annotations.NullMarked;

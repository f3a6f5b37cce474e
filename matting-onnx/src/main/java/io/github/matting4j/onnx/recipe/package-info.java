/** What is between a photo and a network's graph, and back: values without an engine. */
@NullMarked
package io.github.matting4j.onnx.recipe;

import org.jspecify.annotations.NullMarked;

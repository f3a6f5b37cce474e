/** Hidden: keeps graphs that the engine has optimised for this machine, between JVMs. */
@NullMarked
package io.github.matting4j.onnx.cache;

import org.jspecify.annotations.NullMarked;

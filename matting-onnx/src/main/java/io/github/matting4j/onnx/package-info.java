/**
 * The one owner of an ONNX Runtime session, and the matting model that most networks need: one
 * planar picture in, one plane of alpha out. For backends; a user of the library meets none of it.
 */
@NullMarked
package io.github.matting4j.onnx;

import org.jspecify.annotations.NullMarked;

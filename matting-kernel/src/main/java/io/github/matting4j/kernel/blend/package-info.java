/** Blending pictures, in sRGB and in linear light. */
@NullMarked
package io.github.matting4j.kernel.blend;

import org.jspecify.annotations.NullMarked;

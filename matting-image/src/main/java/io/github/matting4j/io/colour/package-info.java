/** Conversion of rows of pixels to sRGB. Hidden. */
@NullMarked
package io.github.matting4j.io.colour;

import org.jspecify.annotations.NullMarked;

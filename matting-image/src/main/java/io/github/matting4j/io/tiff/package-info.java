/** TIFF files, read and written. Hidden. */
@NullMarked
package io.github.matting4j.io.tiff;

import org.jspecify.annotations.NullMarked;

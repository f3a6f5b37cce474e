/** Resizing pictures and mattes row by row, and packing rows into tensors. */
@NullMarked
package io.github.matting4j.kernel.resample;

import org.jspecify.annotations.NullMarked;

/**
 * Hidden loops over pixels: resampling, packing, blending. For this project's own modules alone;
 * may change without notice.
 */
@NullMarked
package io.github.matting4j.kernel;

import org.jspecify.annotations.NullMarked;

/** Whether a recipe fits its network: trials on drawn portraits whose mattes are known exactly. */
@NullMarked
package io.github.matting4j.networks.check;

import org.jspecify.annotations.NullMarked;

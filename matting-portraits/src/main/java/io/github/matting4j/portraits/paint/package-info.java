/** Paints people and backdrops: colour and exact coverage of every pixel. */
@NullMarked
package io.github.matting4j.portraits.paint;

import org.jspecify.annotations.NullMarked;

/** The people that are drawn, as solids, and the numbers that vary them. */
@NullMarked
package io.github.matting4j.portraits.figure;

import org.jspecify.annotations.NullMarked;

/** Putting the person of a photo somewhere else. */
@NullMarked
package io.github.matting4j.compose;

import org.jspecify.annotations.NullMarked;

/** Mattes of successive frames. */
@NullMarked
package io.github.matting4j.kernel.motion;

import org.jspecify.annotations.NullMarked;

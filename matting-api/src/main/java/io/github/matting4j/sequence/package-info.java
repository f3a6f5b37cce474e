/** Mattes of successive frames: steadying them from frame to frame. */
@NullMarked
package io.github.matting4j.sequence;

import org.jspecify.annotations.NullMarked;

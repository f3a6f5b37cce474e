/** Estimating the foreground colours of soft pixels. */
@NullMarked
package io.github.matting4j.kernel.foreground;

import org.jspecify.annotations.NullMarked;

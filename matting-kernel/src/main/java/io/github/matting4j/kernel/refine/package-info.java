/** Guided filter and closed-form matting. */
@NullMarked
package io.github.matting4j.kernel.refine;

import org.jspecify.annotations.NullMarked;

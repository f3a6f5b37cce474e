/** Regions, runs and specks of a matte. */
@NullMarked
package io.github.matting4j.kernel.analysis;

import org.jspecify.annotations.NullMarked;

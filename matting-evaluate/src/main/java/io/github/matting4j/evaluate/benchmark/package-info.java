/** Models measured on a published test set as its authors measured them. */
@NullMarked
package io.github.matting4j.evaluate.benchmark;

import org.jspecify.annotations.NullMarked;

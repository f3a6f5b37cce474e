/** Compares a quantised model with the one it was made from. */
@NullMarked
package io.github.matting4j.evaluate.quantisation;

import org.jspecify.annotations.NullMarked;

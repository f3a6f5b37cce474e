/**
 * Sizes of tensors as expressions of the sizes of a network's inputs: whole numbers, sums, products
 * and floor divisions in one normal form, so that equal sizes are recognised as equal.
 */
@NullMarked
package io.github.matting4j.convert.paddle.shape;

import org.jspecify.annotations.NullMarked;

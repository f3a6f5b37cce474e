/**
 * The program that prints ratios. What it compares runs round by round in one process, because the
 * machines at hand are shared and two separate runs are not comparable.
 */
@NullMarked
package io.github.matting4j.bench.ratios;

import org.jspecify.annotations.NullMarked;

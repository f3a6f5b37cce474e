/**
 * Measurements. JMH benchmarks, one class a question, and programs that print ratios: those measure
 * what they compare round by round in one process, because the machines at hand are shared and two
 * separate runs are not comparable.
 */
@NullMarked
package io.github.matting4j.bench;

import org.jspecify.annotations.NullMarked;

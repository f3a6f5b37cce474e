/**
 * JMH benchmarks, one class a question. For machines that nobody else uses; elsewhere take the
 * ratios of {@link io.github.matting4j.bench.ratios.Ratios}.
 */
@NullMarked
package io.github.matting4j.bench;

import org.jspecify.annotations.NullMarked;

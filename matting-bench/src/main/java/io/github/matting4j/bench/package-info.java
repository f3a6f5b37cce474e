/**
 * JMH benchmarks, one class per question, for a closer look at one step on an otherwise idle
 * machine. {@link io.github.matting4j.bench.QuickBenchmark} takes under a minute.
 *
 * <p>Documented figures and decisions come from {@link io.github.matting4j.bench.ratios.Ratios}
 * only, which compares alternatives within one process and so gives usable results on shared
 * machines.
 */
@NullMarked
package io.github.matting4j.bench;

import org.jspecify.annotations.NullMarked;

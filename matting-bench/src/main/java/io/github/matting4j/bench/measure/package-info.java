/**
 * Measuring in turn, and what comes of it: ratios, a description of the machine, tables, JSON.
 * Knows nothing of pictures.
 */
@NullMarked
package io.github.matting4j.bench.measure;

import org.jspecify.annotations.NullMarked;

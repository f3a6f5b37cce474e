/**
 * Interleaved measurement and its results: ratios, a description of the machine, tables, JSON. Does
 * not depend on image types.
 */
@NullMarked
package io.github.matting4j.bench.measure;

import org.jspecify.annotations.NullMarked;

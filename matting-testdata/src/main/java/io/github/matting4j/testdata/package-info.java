/**
 * Photos with exact truth, the published metrics, and graphs with the real architectures. Knows
 * nothing of the library: plain arrays and paths in, plain arrays and paths out.
 */
@NullMarked
package io.github.matting4j.testdata;

import org.jspecify.annotations.NullMarked;

/** Measures models on this machine. */
@NullMarked
package io.github.matting4j.evaluate.calibration;

import org.jspecify.annotations.NullMarked;

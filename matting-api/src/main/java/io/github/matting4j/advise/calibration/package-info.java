/** Measurements on this machine, and forecasts based on them. Internal. */
@NullMarked
package io.github.matting4j.advise.calibration;

import org.jspecify.annotations.NullMarked;

/** Times and memory measured on this machine, and forecasts from them. */
@NullMarked
package io.github.matting4j.advise.calibration;

import org.jspecify.annotations.NullMarked;

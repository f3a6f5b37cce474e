/** The candidates of the advisor: models, engines, devices, and which models are installed. */
@NullMarked
package io.github.matting4j.advise.figures;

import org.jspecify.annotations.NullMarked;

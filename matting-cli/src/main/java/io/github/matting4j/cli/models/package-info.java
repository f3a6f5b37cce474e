/** The commands about models: list, calibrate, evaluate, quantize. */
@NullMarked
package io.github.matting4j.cli.models;

import org.jspecify.annotations.NullMarked;

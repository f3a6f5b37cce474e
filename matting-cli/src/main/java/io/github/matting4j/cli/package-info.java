/** The command line, {@code matting}. */
@NullMarked
package io.github.matting4j.cli;

import org.jspecify.annotations.NullMarked;

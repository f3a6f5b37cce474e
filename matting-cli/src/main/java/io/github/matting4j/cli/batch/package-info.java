/** The command {@code matting batch}. */
@NullMarked
package io.github.matting4j.cli.batch;

import org.jspecify.annotations.NullMarked;

/** The command {@code matting cutout}. */
@NullMarked
package io.github.matting4j.cli.cutout;

import org.jspecify.annotations.NullMarked;

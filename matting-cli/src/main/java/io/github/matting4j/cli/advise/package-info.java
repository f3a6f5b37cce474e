/** The command {@code matting advise}. */
@NullMarked
package io.github.matting4j.cli.advise;

import org.jspecify.annotations.NullMarked;

/** Options that several commands share. */
@NullMarked
package io.github.matting4j.cli.options;

import org.jspecify.annotations.NullMarked;

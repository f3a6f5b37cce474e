/** Hashes of the files that are converted. Hidden. */
@NullMarked
package io.github.matting4j.convert.hash;

import org.jspecify.annotations.NullMarked;

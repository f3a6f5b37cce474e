/** Candidates and the figures published of them. */
@NullMarked
package io.github.matting4j.advise.figures;

import org.jspecify.annotations.NullMarked;

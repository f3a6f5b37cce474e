/** The advisor's own rules. Internal. */
@NullMarked
package io.github.matting4j.advise.standard;

import org.jspecify.annotations.NullMarked;

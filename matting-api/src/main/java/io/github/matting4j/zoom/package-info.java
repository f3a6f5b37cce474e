/** A second pass over people who are small in a photo. Not exported. */
@NullMarked
package io.github.matting4j.zoom;

import org.jspecify.annotations.NullMarked;

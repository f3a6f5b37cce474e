/** PNG files, read and written. Hidden. */
@NullMarked
package io.github.matting4j.io.png;

import org.jspecify.annotations.NullMarked;

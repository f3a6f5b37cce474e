/** The bytes of a file, and the limits on reading them: size, time, memory. Hidden. */
@NullMarked
package io.github.matting4j.io.input;

import org.jspecify.annotations.NullMarked;

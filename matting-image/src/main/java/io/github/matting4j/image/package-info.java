/** Pictures and mattes: immutable values that know nothing of files, models or composing. */
@NullMarked
package io.github.matting4j.image;

import org.jspecify.annotations.NullMarked;

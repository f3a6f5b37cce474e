/** The command {@code matting video}, an add-on of the command line. */
@NullMarked
package io.github.matting4j.video;

import org.jspecify.annotations.NullMarked;

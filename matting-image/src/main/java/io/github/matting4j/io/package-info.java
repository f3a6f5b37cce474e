/**
 * Photos in, pictures out. The only package that knows {@code java.awt} and {@code javax.imageio}.
 */
@NullMarked
package io.github.matting4j.io;

import org.jspecify.annotations.NullMarked;

/**
 * Photos in, pictures out: {@link io.github.matting4j.io.ImageFiles} reads and writes files, {@link
 * io.github.matting4j.io.AwtImages} exchanges pictures with {@code java.awt}.
 */
@NullMarked
package io.github.matting4j.io;

import org.jspecify.annotations.NullMarked;

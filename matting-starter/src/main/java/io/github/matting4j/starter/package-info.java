/** A small portrait network of our own, so that the first run works at once and offline. */
@NullMarked
package io.github.matting4j.starter;

import org.jspecify.annotations.NullMarked;

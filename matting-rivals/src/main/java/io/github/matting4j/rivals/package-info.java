/**
 * The same photo and graph with other libraries: a typical program for each of them, on one thread.
 */
@NullMarked
package io.github.matting4j.rivals;

import org.jspecify.annotations.NullMarked;

/**
 * The same photo through the same graph as others do it: what a program looks like that a user
 * would write with each of them, one thread.
 */
@NullMarked
package io.github.matting4j.rivals;

import org.jspecify.annotations.NullMarked;


/**
 * Drawn portraits whose alpha, foreground and background are known exactly. The same seed gives the
 * same bytes on every JDK and with any number of threads.
 */
@NullMarked
package io.github.matting4j.portraits;

import org.jspecify.annotations.NullMarked;

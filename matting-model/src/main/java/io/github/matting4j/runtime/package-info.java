/**
 * Hidden machinery of a running model: who may enter, scratch memory, the stage clock. For this
 * project's own modules alone; may change without notice.
 */
@NullMarked
package io.github.matting4j.runtime;

import org.jspecify.annotations.NullMarked;

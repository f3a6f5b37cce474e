/**
 * Hidden: the shared implementation of models: admission, buffers, time limits, files. For this
 * project's own modules only; may change without notice.
 */
@NullMarked
package io.github.matting4j.runtime;

import org.jspecify.annotations.NullMarked;

/**
 * Many photos through one model, on every core, in bounded memory: {@link
 * io.github.matting4j.batch.BatchRunner}.
 */
@NullMarked
package io.github.matting4j.batch;

import org.jspecify.annotations.NullMarked;

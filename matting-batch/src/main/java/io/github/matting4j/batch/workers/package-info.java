/** The threads of a batch, and how many there are of them. Internal. */
@NullMarked
package io.github.matting4j.batch.workers;

import org.jspecify.annotations.NullMarked;

/** Photos from patterns, lists and several places, and what a folder holds. */
@NullMarked
package io.github.matting4j.batch.source;

import org.jspecify.annotations.NullMarked;

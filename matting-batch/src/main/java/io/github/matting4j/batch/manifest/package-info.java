/** The file that records what a batch has done. Internal. */
@NullMarked
package io.github.matting4j.batch.manifest;

import org.jspecify.annotations.NullMarked;

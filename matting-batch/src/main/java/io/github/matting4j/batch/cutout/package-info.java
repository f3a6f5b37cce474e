/** From a photo and its matte to files: refined matte, cut-out, composed picture. */
@NullMarked
package io.github.matting4j.batch.cutout;

import org.jspecify.annotations.NullMarked;

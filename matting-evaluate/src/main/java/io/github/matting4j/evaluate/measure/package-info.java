/** Comparing mattes, and what runs cost. Internal. */
@NullMarked
package io.github.matting4j.evaluate.measure;

import org.jspecify.annotations.NullMarked;

/** What the file formats share: pixels while they are decoded, settings of the encoders. Hidden. */
@NullMarked
package io.github.matting4j.io.codec;

import org.jspecify.annotations.NullMarked;

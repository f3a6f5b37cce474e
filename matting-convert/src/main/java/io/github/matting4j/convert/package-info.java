/** What the converters of all formats give. */
@NullMarked
package io.github.matting4j.convert;

import org.jspecify.annotations.NullMarked;

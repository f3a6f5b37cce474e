/** Numbers as text, and JSON. Hidden. */
@NullMarked
package io.github.matting4j.text;

import org.jspecify.annotations.NullMarked;

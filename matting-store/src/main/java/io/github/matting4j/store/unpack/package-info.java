/** Archives of weights, read within limits. Hidden. */
@NullMarked
package io.github.matting4j.store.unpack;

import org.jspecify.annotations.NullMarked;

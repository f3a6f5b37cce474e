/** Where the weights of a model can be fetched from. */
@NullMarked
package io.github.matting4j.model.source;

import org.jspecify.annotations.NullMarked;

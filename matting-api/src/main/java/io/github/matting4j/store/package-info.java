/** Where the weights of models live on this machine. */
@NullMarked
package io.github.matting4j.store;

import org.jspecify.annotations.NullMarked;

/**
 * Installing models: {@link io.github.matting4j.store.ModelStore} fetches official archives,
 * verifies and converts them, and puts the result where the backends look for it.
 */
@NullMarked
package io.github.matting4j.store;

import org.jspecify.annotations.NullMarked;

/** Files from servers: resumed, retried, limited. Hidden. */
@NullMarked
package io.github.matting4j.store.fetch;

import org.jspecify.annotations.NullMarked;

/** What this machine has: processor, memory, GPUs. */
@NullMarked
package io.github.matting4j.hardware;

import org.jspecify.annotations.NullMarked;

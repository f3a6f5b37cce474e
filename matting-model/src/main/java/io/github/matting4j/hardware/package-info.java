/** Description and detection of a machine: processor, memory, GPUs, devices. */
@NullMarked
package io.github.matting4j.hardware;

import org.jspecify.annotations.NullMarked;

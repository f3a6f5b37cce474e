/** Which photos may run when: memory and time limits. Internal. */
@NullMarked
package io.github.matting4j.batch.admission;

import org.jspecify.annotations.NullMarked;

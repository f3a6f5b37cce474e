/** What a caller wants: the photo, the machine, the goal. */
@NullMarked
package io.github.matting4j.criteria;

import org.jspecify.annotations.NullMarked;

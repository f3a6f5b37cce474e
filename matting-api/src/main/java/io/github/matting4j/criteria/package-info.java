/** The criteria of a choice: the photo, the machine, the goal, requirements. */
@NullMarked
package io.github.matting4j.criteria;

import org.jspecify.annotations.NullMarked;

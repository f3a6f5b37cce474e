/** Networks that users bring and known ones: recipe files, recognition, proposals. */
@NullMarked
package io.github.matting4j.networks;

import org.jspecify.annotations.NullMarked;

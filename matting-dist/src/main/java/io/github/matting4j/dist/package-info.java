/** What the distribution is built of in addition to jars. */
@NullMarked
package io.github.matting4j.dist;

import org.jspecify.annotations.NullMarked;

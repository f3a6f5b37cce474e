/** The rules of the advisor, and what an author of rules needs. */
@NullMarked
package io.github.matting4j.advise.rules;

import org.jspecify.annotations.NullMarked;

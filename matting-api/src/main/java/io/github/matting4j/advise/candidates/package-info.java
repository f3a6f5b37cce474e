/** What the advisor chooses among, and what it expects of each: candidates and forecasts. */
@NullMarked
package io.github.matting4j.advise.candidates;

import org.jspecify.annotations.NullMarked;

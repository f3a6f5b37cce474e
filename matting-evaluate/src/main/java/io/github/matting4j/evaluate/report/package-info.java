/** The building blocks of the HTML report. Internal. */
@NullMarked
package io.github.matting4j.evaluate.report;

import org.jspecify.annotations.NullMarked;

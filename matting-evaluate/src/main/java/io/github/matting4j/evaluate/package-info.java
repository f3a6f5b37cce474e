/**
 * {@code matting evaluate}: models run on a set of photos, their mattes compared with the truth or
 * with each other, and the reports. Independent of the command line's options.
 */
@NullMarked
package io.github.matting4j.evaluate;

import org.jspecify.annotations.NullMarked;

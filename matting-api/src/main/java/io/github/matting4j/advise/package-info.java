/**
 * Recommends a model for a photo, a machine and a goal, with reasons. {@link
 * io.github.matting4j.advise.MattingAdvisor} applies rules to the figures in the models'
 * descriptors and to measurements of the user. Nothing in this package opens a model or loads
 * native code.
 */
@NullMarked
package io.github.matting4j.advise;

import org.jspecify.annotations.NullMarked;

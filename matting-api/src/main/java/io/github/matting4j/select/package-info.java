/**
 * Which model for this photo, on this machine, for this purpose, and why. {@link
 * io.github.matting4j.select.MattingAdvisor} weighs rules that are data ({@code StandardRules}),
 * published figures ({@code PublishedFigures}) and measurements of one's own ({@link
 * io.github.matting4j.select.Calibration}); nothing here opens a model or loads native code.
 */
@NullMarked
package io.github.matting4j.select;

import org.jspecify.annotations.NullMarked;

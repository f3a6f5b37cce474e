/**
 * Which model for this photo, on this machine, for this purpose, and why. {@link
 * io.github.matting4j.advise.MattingAdvisor} weighs rules that are data ({@code StandardRules}),
 * published figures ({@code PublishedFigures}) and measurements of one's own ({@link
 * io.github.matting4j.advise.calibration.Calibration}); nothing here opens a model or loads native
 * code.
 */
@NullMarked
package io.github.matting4j.advise;

import org.jspecify.annotations.NullMarked;

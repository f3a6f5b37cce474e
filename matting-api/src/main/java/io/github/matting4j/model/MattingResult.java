package io.github.matting4j.model;

import io.github.matting4j.image.AlphaMatte;

/**
 * A matte and the report of how it was made.
 *
 * @param matte as large as the photo
 * @param report which network ran, where, at what size, for how long
 */
public record MattingResult(AlphaMatte matte, RunReport report) {}

package io.github.matting4j.io.input;

/**
 * What a decoder is told about limits and strictness.
 *
 * @param maxSidePx the longest side, in pixels
 * @param maxPixels the most pixels
 * @param maxScans the most scans of a JPEG
 * @param acceptsDamage whether files that are cut short or damaged are decoded as far as possible
 * @param keepsProfiles whether pixels stay in the colours of a usable RGB profile
 * @param refusesProfiles whether a profile other than sRGB is an error
 */
public record DecodeRules(
    int maxSidePx,
    long maxPixels,
    int maxScans,
    boolean acceptsDamage,
    boolean keepsProfiles,
    boolean refusesProfiles) {}

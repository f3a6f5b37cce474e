package io.github.matting4j.io.input;

/**
 * Limits and strictness of a decoder.
 *
 * @param maxSidePx the longest side, in pixels
 * @param maxPixels the maximum number of pixels
 * @param maxScans the maximum number of scans of a JPEG
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

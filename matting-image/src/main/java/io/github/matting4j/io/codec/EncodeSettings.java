package io.github.matting4j.io.codec;

import java.util.Optional;

/**
 * Settings of an encoder.
 *
 * @param keepsHiddenColour whether pixels of alpha 0 keep their colour
 * @param uncompressed whether TIFF is written uncompressed
 * @param jpegQuality 0 to 1
 * @param profile the bytes of an ICC profile to embed; not to be modified
 * @param exif an EXIF block to embed, from its TIFF header on; not to be modified
 */
public record EncodeSettings(
    boolean keepsHiddenColour,
    boolean uncompressed,
    float jpegQuality,
    Optional<byte[]> profile,
    Optional<byte[]> exif) {}

package io.github.matting4j.io;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a picture's header says, without decoding it.
 *
 * @param format the file format, whatever the file's name says
 * @param width columns of the upright picture
 * @param height rows of the upright picture
 * @param orientation the orientation of the stored pixels, by EXIF or XMP, 1 to 8; 1 where none is
 *     given. {@link ImageFiles#read} has applied it already
 * @param bitDepth bits of a stored sample: 1, 2, 4, 8 or 16
 * @param hasAlpha whether the file carries transparency of any kind
 * @param hasProfile whether an ICC profile is embedded
 * @param progressive whether it is a progressive JPEG or an interlaced PNG
 * @param exif of a JPEG, PNG or WebP, without orientation and thumbnail
 * @param quantisation a JPEG's quantisation table of luma, 64 numbers in the file's order (zigzag);
 *     empty for other formats
 */
public record ImageInfo(
    Format format,
    int width,
    int height,
    int orientation,
    int bitDepth,
    boolean hasAlpha,
    boolean hasProfile,
    boolean progressive,
    Optional<Exif> exif,
    List<Integer> quantisation) {

  /** The formats that are read. */
  public enum Format {
    /** JPEG: baseline, extended or progressive, 8 bits, grey or three colours. */
    JPEG,
    /** PNG: every colour type and depth. */
    PNG,
    /** TIFF: 8 and 16 bits of grey and RGB, 8 bits of palette; the first picture of the file. */
    TIFF,
    /** WebP: still pictures, where a plug-in of ImageIO decodes them. */
    WEBP
  }

  /** Checks the ranges. */
  public ImageInfo {
    Objects.requireNonNull(format, "format");
    Objects.requireNonNull(exif, "exif");
    quantisation = List.copyOf(quantisation);
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException(
          "size is " + width + "x" + height + "; both sides must be at least 1");
    }
    if (orientation < 1 || orientation > 8) {
      throw new IllegalArgumentException("orientation is " + orientation + "; it must be 1 to 8");
    }
  }
}

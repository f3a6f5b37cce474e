package io.github.matting4j.io.png;

import static io.github.matting4j.io.input.ByteView.u16;
import static io.github.matting4j.io.input.ByteView.u32;
import static io.github.matting4j.io.input.ByteView.u8;

import io.github.matting4j.io.input.BoundedInflater;
import io.github.matting4j.io.metadata.ExifPrefix;
import io.github.matting4j.io.metadata.Orientations;
import java.util.Arrays;
import java.util.Optional;

/**
 * Colours, transparency and orientation from a PNG's chunks; the first of a kind counts. Filled by
 * {@link PngScan}, read by the decoder. Not thread-safe.
 */
public final class PngChunks {
  private static final int MAX_PROFILE_BYTES = 4 << 20;
  private static final int MAX_KEYWORD_BYTES = 79;
  private static final int[] NOTHING = {};
  private static final byte[] NO_BYTES = {};
  private static final PngText NO_TEXT = new PngText("", NO_BYTES);

  private final byte[] data;
  private final PngShape shape;
  private int[] palette = NOTHING;
  private int[] transparency = NOTHING;
  private byte[] exif = NO_BYTES;
  private byte[] rawExif = NO_BYTES;
  private byte[] xmp = NO_BYTES;
  private long gamma;
  private double[] chromaticities = {};
  private boolean srgb;
  private int[] codePoints = NOTHING;
  private int profileStart;
  private int profileLength;

  PngChunks(byte[] data, PngShape shape) {
    this.data = data;
    this.shape = shape;
  }

  void palette(int start, int length) {
    palette = new int[length / 3];
    for (int i = 0, at = start; i < palette.length; i++, at += 3) {
      palette[i] = 0xFF000000 | u8(data, at) << 16 | u8(data, at + 1) << 8 | u8(data, at + 2);
    }
  }

  /** Keeps tRNS: an alpha for each palette entry, or the sample values that are transparent. */
  public void transparency(int start, int length) {
    if (transparency.length > 0 || shape.hasAlphaChannel()) {
      return;
    }
    if (shape.colorType() == PngShape.PALETTE) {
      transparency = new int[Math.min(length, 256)];
      Arrays.setAll(transparency, i -> u8(data, start + i));
      return;
    }
    int samples = shape.colorType() == PngShape.GREY ? 1 : 3;
    if (length >= 2 * samples) {
      int mask = (1 << shape.bitDepth()) - 1;
      transparency = new int[samples];
      Arrays.setAll(transparency, i -> u16(data, start + 2 * i) & mask);
    }
  }

  void exif(int start, int length) {
    if (exif.length == 0) {
      exif = ExifPrefix.removed(Arrays.copyOfRange(data, start, start + length));
    }
  }

  /** Keeps a text that holds EXIF or XMP. */
  void text(String type, int start, int length) {
    PngText text = PngText.parse(type, data, start, length).orElse(NO_TEXT);
    if (text.isRawExif() && rawExif.length == 0) {
      rawExif = text.rawProfile().map(ExifPrefix::removed).orElse(NO_BYTES);
    } else if (text.isXmp() && xmp.length == 0) {
      xmp = text.bytes();
    }
  }

  void gamma(int start, int length) {
    if (gamma == 0 && length == 4) {
      gamma = u32(data, start);
    }
  }

  void chromaticities(int start, int length) {
    if (chromaticities.length == 0 && length == 32) {
      chromaticities = new double[8];
      Arrays.setAll(chromaticities, i -> u32(data, start + 4 * i) / 100_000.0);
    }
  }

  void srgb() {
    srgb = true;
  }

  void codePoints(int start, int length) {
    if (codePoints.length == 0 && length == 4) {
      codePoints = new int[4];
      Arrays.setAll(codePoints, i -> u8(data, start + i));
    }
  }

  public void profile(int start, int length) {
    if (profileLength == 0) {
      profileStart = start;
      profileLength = length;
    }
  }

  public PngShape shape() {
    return shape;
  }

  /** Opaque packed colours; empty where there is no palette. */
  int[] palette() {
    return palette;
  }

  /** As stored, see {@link #transparency(int, int)}; empty where nothing is transparent. */
  public int[] transparency() {
    return transparency;
  }

  /** Of eXIf, else of EXIF in a text chunk, else of XMP. */
  public int orientation() {
    byte[] block = exifBlock();
    return block.length > 0
        ? Orientations.ofExif(block, 0, block.length)
        : Orientations.ofXmp(xmp, 0, xmp.length);
  }

  /** The exponent that encoded the picture, about 0.45 for sRGB; 0 where it is not given. */
  double gamma() {
    return gamma / 100_000.0;
  }

  /** White x, y, then red, green and blue; empty where they are not given. */
  double[] chromaticities() {
    return chromaticities;
  }

  boolean isMarkedSrgb() {
    return srgb;
  }

  /** Primaries, transfer, matrix and range as in ITU-T H.273; empty where they are not given. */
  int[] codePoints() {
    return codePoints;
  }

  /** The EXIF block, from its TIFF header on; empty where there is none. */
  public byte[] exifBlock() {
    return exif.length > 0 ? exif : rawExif;
  }

  public boolean hasProfile() {
    return profileLength > 0;
  }

  /**
   * The unpacked ICC profile. A damaged end is left to the profile's parser; a profile of more than
   * 4 MB is ignored.
   */
  public Optional<byte[]> profile() {
    int nameEnd = profileStart;
    int end = profileStart + profileLength;
    while (nameEnd < end && data[nameEnd] != 0) {
      nameEnd++;
    }
    if (nameEnd - profileStart > MAX_KEYWORD_BYTES || nameEnd > end - 2 || data[nameEnd + 1] != 0) {
      return Optional.empty();
    }
    return BoundedInflater.inflate(data, nameEnd + 2, end - nameEnd - 2, MAX_PROFILE_BYTES);
  }
}

package io.github.matting4j.io.jpeg;

import static io.github.matting4j.io.input.ByteView.startsWith;
import static io.github.matting4j.io.input.ByteView.u16;
import static io.github.matting4j.io.input.ByteView.u8;

import io.github.matting4j.io.metadata.ExifPrefix;
import io.github.matting4j.io.metadata.Orientations;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The metadata of a JPEG: its application segments and quantisation tables. Not thread-safe. */
public final class JpegMarkers {
  private static final String XMP = "http://ns.adobe.com/xap/1.0/\0";
  private static final int TABLE_ENTRIES = 64;

  private final byte[] data;
  private final IccChunks icc;
  private boolean jfif;
  private int exifStart;
  private int exifLength;
  private int xmpStart;
  private int xmpLength;
  private List<Integer> quantisation = List.of();
  private int adobeTransform = -1;

  JpegMarkers(byte[] data) {
    this.data = data;
    this.icc = new IccChunks(data);
  }

  void jfif(int start, int length) {
    jfif |= length >= 14 && startsWith(data, start, "JFIF\0");
  }

  /** Takes an APP1 segment: EXIF or XMP; the first of a kind counts. */
  void exifOrXmp(int start, int length) {
    if (exifLength == 0 && length > ExifPrefix.BYTES && startsWith(data, start, ExifPrefix.TEXT)) {
      exifStart = start + ExifPrefix.BYTES;
      exifLength = length - ExifPrefix.BYTES;
    } else if (xmpLength == 0 && length > XMP.length() && startsWith(data, start, XMP)) {
      xmpStart = start + XMP.length();
      xmpLength = length - XMP.length();
    }
  }

  /** Takes quantisation tables, of which the last of luma counts, as for decoders. */
  void tables(int start, int length) {
    int at = start;
    while (at < start + length) {
      int kind = u8(data, at++);
      int bytes = kind >> 4 == 0 ? 1 : 2;
      if (at + bytes * TABLE_ENTRIES > start + length) {
        return;
      }
      if ((kind & 15) == 0) {
        int from = at;
        quantisation =
            IntStream.range(0, TABLE_ENTRIES)
                .map(i -> bytes == 1 ? u8(data, from + i) : u16(data, from + 2 * i))
                .boxed()
                .toList();
      }
      at += bytes * TABLE_ENTRIES;
    }
  }

  public void profile(int start, int length) {
    icc.offer(start, length);
  }

  void adobe(int start, int length) {
    if (length >= 12 && startsWith(data, start, "Adobe")) {
      adobeTransform = u8(data, start + 11);
    }
  }

  /** Of EXIF, or of XMP where there is no EXIF. */
  public int orientation() {
    return exifLength > 0
        ? Orientations.ofExif(data, exifStart, exifLength)
        : Orientations.ofXmp(data, xmpStart, xmpLength);
  }

  /** The table of luma, in the file's order; empty where there is none. */
  public List<Integer> quantisation() {
    return quantisation;
  }

  /** The EXIF block, from its TIFF header on; empty where there is none. */
  public byte[] exifBlock() {
    return Arrays.copyOfRange(data, exifStart, exifStart + exifLength);
  }

  public boolean hasProfile() {
    return icc.present();
  }

  public Optional<byte[]> profile() {
    return icc.profile();
  }

  /**
   * Whether three components are stored as red, green and blue instead of luma and chroma: the rule
   * of libjpeg, and so of browsers.
   */
  boolean storesRgb(JpegFrame frame) {
    if (jfif) {
      return false;
    }
    if (adobeTransform >= 0) {
      return adobeTransform == 0;
    }
    return frame.ids() == ('R' << 16 | 'G' << 8 | 'B');
  }
}

package io.github.matting4j.io;

import static io.github.matting4j.io.ByteView.startsWith;
import static io.github.matting4j.io.ByteView.u8;

import java.util.Optional;

/** What the application segments of a JPEG say. Not thread-safe. */
final class JpegMarkers {
  private static final String EXIF = "Exif\0";
  private static final int EXIF_HEADER_BYTES = 6;

  private final byte[] data;
  private final IccChunks icc;
  private boolean jfif;
  private int exifStart;
  private int exifLength;
  private int orientation = ExifOrientation.UPRIGHT;
  private int adobeTransform = -1;

  JpegMarkers(byte[] data) {
    this.data = data;
    this.icc = new IccChunks(data);
  }

  void jfif(int start, int length) {
    jfif |= length >= 14 && startsWith(data, start, "JFIF\0");
  }

  /** The first EXIF block counts where there are several. */
  void exif(int start, int length) {
    if (exifLength == 0 && length > EXIF_HEADER_BYTES && startsWith(data, start, EXIF)) {
      exifStart = start + EXIF_HEADER_BYTES;
      exifLength = length - EXIF_HEADER_BYTES;
      orientation = ExifOrientation.find(data, exifStart, exifLength);
    }
  }

  void profile(int start, int length) {
    icc.offer(start, length);
  }

  void adobe(int start, int length) {
    if (length >= 12 && startsWith(data, start, "Adobe")) {
      adobeTransform = u8(data, start + 11);
    }
  }

  int orientation() {
    return orientation;
  }

  Optional<Exif> exif() {
    return exifLength == 0 ? Optional.empty() : Exif.of(data, exifStart, exifLength);
  }

  boolean hasProfile() {
    return icc.present();
  }

  Optional<byte[]> profile() {
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

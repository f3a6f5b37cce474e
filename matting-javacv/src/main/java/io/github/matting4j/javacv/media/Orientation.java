package io.github.matting4j.javacv.media;

import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.javacpp.IntPointer;

/** How the stored frames of a video are turned or mirrored for display. */
enum Orientation {
  UPRIGHT(1, 0, 0, 1),
  MIRRORED(-1, 0, 0, 1),
  TURNED_180(-1, 0, 0, -1),
  FLIPPED(1, 0, 0, -1),
  TURNED_RIGHT(0, 1, -1, 0),
  TURNED_LEFT(0, -1, 1, 0),
  TRANSPOSED(0, 1, 1, 0),
  ANTI_TRANSPOSED(0, -1, -1, 0);

  private static final double ONE = 1 << 16;
  private static final double TOLERANCE = 0.02;

  /** Where a step right (a, b) and a step down (c, d) in the stored frame go on the display. */
  private final int a;

  private final int b;
  private final int c;
  private final int d;

  Orientation(int a, int b, int c, int d) {
    this.a = a;
    this.b = b;
    this.c = c;
    this.d = d;
  }

  /**
   * That of a stream.
   *
   * @return null if the frames are turned by something else than a multiple of 90 degrees
   */
  static @org.jspecify.annotations.Nullable Orientation of(AVCodecParameters stream) {
    AVPacketSideData data =
        stream.nb_coded_side_data() == 0
            ? null
            : avcodec.av_packet_side_data_get(
                stream.coded_side_data(),
                stream.nb_coded_side_data(),
                avcodec.AV_PKT_DATA_DISPLAYMATRIX);
    if (data == null || data.isNull() || data.size() < 9 * Integer.BYTES) {
      return UPRIGHT;
    }
    IntPointer matrix = new IntPointer(data.data());
    return of(matrix.get(0) / ONE, matrix.get(1) / ONE, matrix.get(3) / ONE, matrix.get(4) / ONE);
  }

  static @org.jspecify.annotations.Nullable Orientation of(double a, double b, double c, double d) {
    for (Orientation orientation : values()) {
      if (Math.abs(orientation.a - a) < TOLERANCE
          && Math.abs(orientation.b - b) < TOLERANCE
          && Math.abs(orientation.c - c) < TOLERANCE
          && Math.abs(orientation.d - d) < TOLERANCE) {
        return orientation;
      }
    }
    return null;
  }

  /** Whether columns and rows are exchanged. */
  boolean exchangesSides() {
    return a == 0;
  }

  /**
   * Copies one stored row to its place in the upright picture.
   *
   * @param row of the stored frame, {@code width} pixels
   * @param y which row it is
   * @param height of the stored frame
   * @param upright all pixels of the upright picture
   */
  void place(int[] row, int y, int width, int height, int[] upright) {
    int columns = exchangesSides() ? height : width;
    int startX = (a < 0 ? width - 1 : 0) + (c < 0 ? height - 1 : 0) + c * y;
    int startY = (b < 0 ? width - 1 : 0) + (d < 0 ? height - 1 : 0) + d * y;
    int step = b * columns + a;
    int at = startY * columns + startX;
    if (step == 1) {
      System.arraycopy(row, 0, upright, at, width);
      return;
    }
    for (int x = 0; x < width; x++, at += step) {
      upright[at] = row[x];
    }
  }
}

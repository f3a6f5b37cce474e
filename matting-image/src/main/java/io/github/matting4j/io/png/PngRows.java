package io.github.matting4j.io.png;

import io.github.matting4j.image.ImageReadException;
import io.github.matting4j.image.Picture;
import io.github.matting4j.io.codec.PixelFormat;
import io.github.matting4j.io.codec.PixelSink;

/** Passes the unfiltered rows of a PNG on to a sink, as pixels. Not thread-safe: one per read. */
final class PngRows<A, P extends Picture> {
  private final PixelFormat<A, P> format;
  private final PngSamples<A> samples;
  private final PixelSink<A, P> sink;

  /** Pixels of one row of an interlaced pass; empty if the file is not interlaced. */
  private final A passRow;

  PngRows(PngShape shape, PixelFormat<A, P> format, PngSamples<A> samples, PixelSink<A, P> sink) {
    this.format = format;
    this.samples = samples;
    this.sink = sink;
    this.passRow = format.allocate(shape.interlaced() ? shape.width() : 0);
  }

  /**
   * Takes a row of one pass.
   *
   * @param row its bytes, from index 1 on
   * @param count its pixels
   * @param y the row of the picture that it belongs to
   * @param firstX the column of its first pixel
   * @param stepX the distance of its pixels, in columns
   */
  void take(byte[] row, int count, int y, int firstX, int stepX) throws ImageReadException {
    int to = sink.rowStart(y) + firstX;
    if (stepX == 1) {
      samples.unpack(row, sink.buffer(), to, count);
    } else {
      samples.unpack(row, passRow, 0, count);
      format.copy(passRow, 0, 1, sink.buffer(), to, stepX, count);
    }
    sink.rowDone(y);
  }

  /** Checks what was read, after the last row. */
  void end() throws ImageReadException {
    samples.checkSeen();
  }

  P finish() throws ImageReadException {
    return sink.finish();
  }
}

package io.github.matting4j.io.png;

import io.github.matting4j.image.ImageReadException;
import io.github.matting4j.io.codec.Argb16Pixels;
import io.github.matting4j.io.codec.PictureRows;
import io.github.matting4j.io.input.ByteView;
import io.github.matting4j.io.input.ReadClock;

/** Takes the unfiltered rows of a PNG. Not thread-safe: one read makes one. */
interface PngRows {
  /**
   * Takes a row of one pass.
   *
   * @param row its bytes, from index 1 on
   * @param count its pixels
   * @param y where it belongs in the picture
   * @param firstX where its first pixel belongs
   * @param stepX how far apart its pixels are
   */
  void take(byte[] row, int count, int y, int firstX, int stepX) throws ImageReadException;

  /** Says that all rows came. */
  void end() throws ImageReadException;

  /** Makes packed pixels of 8 bits a channel. */
  final class Packed implements PngRows {
    private final PngSamples samples;
    private final PictureRows rows;
    private int[] line = {};

    Packed(PngChunks chunks, PictureRows rows) {
      this.samples = new PngSamples(chunks);
      this.rows = rows;
    }

    @Override
    public void take(byte[] row, int count, int y, int firstX, int stepX)
        throws ImageReadException {
      if (stepX == 1 && firstX == 0) {
        samples.unpack(row, rows.buffer(), rows.start(y), count);
      } else {
        line = line.length < count ? new int[count] : line;
        samples.unpack(row, line, 0, count);
        int[] pixels = rows.buffer();
        for (int i = 0, at = rows.start(y) + firstX; i < count; i++, at += stepX) {
          pixels[at] = line[i];
        }
      }
      rows.done(y);
    }

    @Override
    public void end() throws ImageReadException {
      samples.checkIndexes();
    }
  }

  /** Makes packed pixels of 16 bits a channel, of files that have as many. */
  final class Deep implements PngRows {
    private static final int SAMPLE_BYTES = 2;

    private final int channels;
    private final boolean grey;
    private final boolean alpha;
    private final int[] transparency;
    private final Argb16Pixels pixels;
    private final ReadClock clock;

    Deep(PngChunks chunks, Argb16Pixels pixels, ReadClock clock) {
      PngShape shape = chunks.shape();
      this.channels = shape.bitsPerPixel() / shape.bitDepth();
      this.grey = shape.isGrey();
      this.alpha = shape.hasAlphaChannel();
      this.transparency = chunks.transparency();
      this.pixels = pixels;
      this.clock = clock;
    }

    @Override
    public void take(byte[] row, int count, int y, int firstX, int stepX)
        throws ImageReadException {
      clock.check();
      int g = grey ? 0 : SAMPLE_BYTES;
      int b = grey ? 0 : 2 * SAMPLE_BYTES;
      int last = (channels - 1) * SAMPLE_BYTES;
      for (int i = 0, at = 1; i < count; i++, at += channels * SAMPLE_BYTES) {
        int red = ByteView.u16(row, at);
        int green = ByteView.u16(row, at + g);
        int blue = ByteView.u16(row, at + b);
        int opacity = alpha ? ByteView.u16(row, at + last) : isClear(red, green, blue) ? 0 : 0xFFFF;
        pixels.set(firstX + i * stepX, y, opacity, red, green, blue);
      }
    }

    private boolean isClear(int red, int green, int blue) {
      return transparency.length > 0
          && red == transparency[0]
          && (grey || (green == transparency[1] && blue == transparency[2]));
    }

    @Override
    public void end() {}
  }
}

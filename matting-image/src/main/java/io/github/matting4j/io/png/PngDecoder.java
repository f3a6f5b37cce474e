package io.github.matting4j.io.png;

import io.github.matting4j.image.ImageReadException;
import io.github.matting4j.image.ImageReadException.Reason;
import io.github.matting4j.image.Picture;
import io.github.matting4j.io.codec.PixelFormat;
import io.github.matting4j.io.codec.PixelSink;
import io.github.matting4j.io.colour.ColourConversion;
import io.github.matting4j.io.input.DecodeRules;
import io.github.matting4j.io.input.ReadClock;
import io.github.matting4j.io.input.ReadNotes;
import java.util.Arrays;

/**
 * Decodes a scanned PNG row by row into packed pixels. The JDK unpacks the data ({@code
 * java.util.zip}); rows, samples and interlacing are done here, because the JDK's reader needs the
 * whole picture a second time, works pixel by pixel for 16 bits and interlaced files, and differs
 * between releases in how it treats transparency. Not thread-safe: one per read.
 */
public final class PngDecoder {
  /** Adam7: first column, first row, column step and row step of the seven passes. */
  private static final int[][] ADAM7 = {
    {0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}
  };

  private static final int[][] ONE_PASS = {{0, 0, 1, 1}};

  private final PngShape shape;
  private final PngRowSource source;
  private final PngRows<?, ?> rows;
  private final boolean acceptsDamage;
  private byte[] row;
  private byte[] above;
  private int decodedRows;

  private PngDecoder(
      PngHeader header, PngRowSource source, PngRows<?, ?> rows, boolean acceptsDamage) {
    this.shape = header.shape();
    this.source = source;
    this.rows = rows;
    this.acceptsDamage = acceptsDamage;
    int length = Math.toIntExact(1 + shape.rowBytes(shape.width()));
    this.row = new byte[length];
    this.above = new byte[length];
  }

  /**
   * The upright sRGB picture: 16 bits per channel if the file has as many, else 8.
   *
   * @throws ImageReadException if the data are damaged or the time is up
   */
  public static Picture decode(
      PngHeader header, DecodeRules rules, ReadClock clock, ReadNotes notes)
      throws ImageReadException {
    PngChunks chunks = header.chunks();
    return header.bits() == Short.SIZE
        ? decode(PixelFormat.ARGB16, new PngSamples16(chunks), header, rules, clock, notes)
        : decode(PixelFormat.ARGB8, new PngSamples8(chunks), header, rules, clock, notes);
  }

  private static <A, P extends Picture> P decode(
      PixelFormat<A, P> format,
      PngSamples<A> samples,
      PngHeader header,
      DecodeRules rules,
      ReadClock clock,
      ReadNotes notes)
      throws ImageReadException {
    PngShape shape = header.shape();
    ColourConversion colors = PngColourSpace.of(header.chunks(), rules);
    int orientation = header.chunks().orientation();
    PixelSink<A, P> sink =
        shape.interlaced()
            ? PixelSink.buffered(format, shape.width(), shape.height(), orientation, colors, clock)
            : PixelSink.sequential(
                format, shape.width(), shape.height(), orientation, colors, clock);
    PngRows<A, P> rows = new PngRows<>(shape, format, samples, sink);
    try (PngRowSource source = new PngRowSource(header, clock)) {
      if (!new PngDecoder(header, source, rows, rules.acceptsDamage()).decode()) {
        notes.add(ReadNotes.DAMAGED);
      }
    }
    return rows.finish();
  }

  /** False if damage ended it early. */
  private boolean decode() throws ImageReadException {
    try {
      for (int[] pass : shape.interlaced() ? ADAM7 : ONE_PASS) {
        pass(pass[0], pass[1], pass[2], pass[3]);
      }
      source.checkTrailer();
      rows.end();
      return true;
    } catch (ImageReadException e) {
      boolean damage = e.reason() == Reason.DAMAGED;
      if (!damage || !acceptsDamage || decodedRows == 0) {
        throw e;
      }
      return false;
    }
  }

  private void pass(int firstX, int firstY, int stepX, int stepY) throws ImageReadException {
    int count = (shape.width() - firstX + stepX - 1) / stepX;
    if (count == 0) {
      return;
    }
    int length = (int) (1 + shape.rowBytes(count));
    int filterStep = Math.max(1, shape.bitsPerPixel() / 8);
    Arrays.fill(row, (byte) 0); // becomes the row above the pass's first
    for (int y = firstY; y < shape.height(); y += stepY) {
      nextRow(length, filterStep);
      rows.take(row, count, y, firstX, stepX);
      decodedRows++;
    }
  }

  private void nextRow(int length, int filterStep) throws ImageReadException {
    byte[] last = row;
    row = above;
    above = last;
    if (source.read(row, length) < length) {
      throw new ImageReadException(
          Reason.DAMAGED,
          "the PNG's pixel data end early, after "
              + decodedRows
              + " rows of "
              + shape.height()
              + "; copy or download it again");
    }
    PngFilter.undo(row, above, length, filterStep);
  }
}

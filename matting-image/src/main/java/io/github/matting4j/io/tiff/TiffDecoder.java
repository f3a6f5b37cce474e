package io.github.matting4j.io.tiff;

import io.github.matting4j.image.ImageReadException;
import io.github.matting4j.image.ImageReadException.Reason;
import io.github.matting4j.image.Picture;
import io.github.matting4j.io.codec.PixelFormat;
import io.github.matting4j.io.codec.PixelSink;
import io.github.matting4j.io.colour.ColourConversion;
import io.github.matting4j.io.colour.IccConversion;
import io.github.matting4j.io.input.ByteView;
import io.github.matting4j.io.input.DecodeRules;
import io.github.matting4j.io.input.ReadClock;
import io.github.matting4j.io.input.ReadNotes;

/**
 * Decodes a scanned TIFF, block by block and row by row. Not the JDK's reader, which needs the
 * picture twice, has no deadline, and fails on broken files with exceptions of many types. Not
 * thread-safe: one per read.
 */
public final class TiffDecoder<A, P extends Picture> {
  private final PixelFormat<A, P> format;
  private final byte[] data;
  private final TiffHeader header;
  private final ReadClock clock;
  private final PixelSink<A, P> sink;

  private TiffDecoder(
      PixelFormat<A, P> format,
      byte[] data,
      TiffHeader header,
      ColourConversion colors,
      ReadClock clock) {
    this.format = format;
    this.data = data;
    this.header = header;
    this.clock = clock;
    this.sink =
        PixelSink.buffered(
            format, header.width(), header.height(), header.orientation(), colors, clock);
  }

  /**
   * The upright sRGB picture, at the file's depth.
   *
   * @throws ImageReadException if the data are damaged or the time is up
   */
  public static Picture decode(
      byte[] data, TiffHeader header, DecodeRules rules, ReadClock clock, ReadNotes notes)
      throws ImageReadException {
    ColourConversion colors = IccConversion.of(header.profile(), header.isGrey(), rules);
    TiffDecoder<?, ?> decoder =
        header.bits() == Short.SIZE
            ? new TiffDecoder<>(PixelFormat.ARGB16, data, header, colors, clock)
            : new TiffDecoder<>(PixelFormat.ARGB8, data, header, colors, clock);
    decoder.decode(rules, notes);
    return decoder.sink.finish();
  }

  /** Stores the pixels of a row; the samples of pixel {@code i} begin at {@code i * samples}. */
  private void put(int[] samples, int count, int x, int y) throws ImageReadException {
    boolean palette = header.photometric() == TiffHeader.PALETTE;
    A pixels = sink.buffer();
    for (int i = 0, to = sink.rowStart(y) + x; i < count; i++, to++) {
      if (palette) {
        int argb = header.palette()[samples[i]];
        format.set(pixels, to, argb >>> 24, argb >> 16 & 0xFF, argb >> 8 & 0xFF, argb & 0xFF);
      } else {
        int alpha = alpha(samples, i);
        int red = colour(samples, i, 0, alpha);
        int green = colour(samples, i, 1, alpha);
        format.set(pixels, to, alpha, red, green, colour(samples, i, 2, alpha));
      }
    }
    sink.rowDone(y);
  }

  private int alpha(int[] samples, int i) {
    return header.alpha() < 0
        ? (1 << header.bits()) - 1
        : samples[i * header.samples() + header.alpha()];
  }

  /** Red, green or blue as a straight level of the file's depth. */
  private int colour(int[] samples, int i, int channel, int alpha) {
    int maximum = (1 << header.bits()) - 1;
    int value = samples[i * header.samples() + (header.isGrey() ? 0 : channel)];
    if (header.photometric() == TiffHeader.WHITE_IS_ZERO) {
      value = maximum - value;
    }
    if (!header.premultiplied()) {
      return value;
    }
    return alpha == 0 ? 0 : (int) Math.min(maximum, ((long) value * maximum + alpha / 2) / alpha);
  }

  private void decode(DecodeRules rules, ReadNotes notes) throws ImageReadException {
    int across = (header.width() + header.blockWidth() - 1) / header.blockWidth();
    int down = (header.height() + header.blockHeight() - 1) / header.blockHeight();
    byte[] row = new byte[header.rowBytes()];
    int[] samples = new int[header.blockWidth() * header.samples()];
    int rows = 0;
    try (TiffBlock block = TiffBlock.of(data, header)) {
      for (int i = 0; i < across * down; i++) {
        int left = i % across * header.blockWidth();
        int top = i / across * header.blockHeight();
        int count = Math.min(header.blockWidth(), header.width() - left);
        block.open(header.offsets()[i], header.lengths()[i]);
        int end = Math.min(header.height(), top + header.blockHeight());
        for (int y = top; y < end; y++, rows++) {
          clock.check();
          if (!block.read(row)) {
            throw new ImageReadException(
                Reason.DAMAGED,
                "the TIFF's pixel data end early, at row " + y + "; copy or download it again");
          }
          unpack(row, samples);
          put(samples, count, left, y);
        }
      }
    } catch (ImageReadException e) {
      if (e.reason() != Reason.DAMAGED || !rules.acceptsDamage() || rows == 0) {
        throw e;
      }
      notes.add(ReadNotes.DAMAGED);
    }
  }

  private void unpack(byte[] row, int[] samples) {
    int mask = (1 << header.bits()) - 1;
    for (int i = 0; i < samples.length; i++) {
      samples[i] =
          header.bits() == 8
              ? ByteView.u8(row, i)
              : header.littleEndian()
                  ? ByteView.u16LittleEndian(row, 2 * i)
                  : ByteView.u16(row, 2 * i);
    }
    if (header.differences()) {
      for (int i = header.samples(); i < samples.length; i++) {
        samples[i] = (samples[i] + samples[i - header.samples()]) & mask;
      }
    }
  }
}

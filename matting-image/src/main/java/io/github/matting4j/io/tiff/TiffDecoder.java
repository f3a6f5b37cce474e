package io.github.matting4j.io.tiff;

import io.github.matting4j.image.Argb16Image;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.image.ImageReadException;
import io.github.matting4j.image.ImageReadException.Reason;
import io.github.matting4j.io.codec.Argb16Pixels;
import io.github.matting4j.io.codec.PictureRows;
import io.github.matting4j.io.colour.IccRowColors;
import io.github.matting4j.io.colour.RowColors;
import io.github.matting4j.io.input.ByteView;
import io.github.matting4j.io.input.DecodeRules;
import io.github.matting4j.io.input.ReadClock;
import io.github.matting4j.io.input.ReadNotes;

/**
 * Decodes a scanned TIFF, block by block and row by row. Done here for the same reasons as PNG: the
 * JDK's reader needs the picture twice, knows no deadline, and answers broken files with whatever
 * exception comes up. Not thread-safe: one read makes one.
 */
public final class TiffDecoder {
  /** Takes the pixels of a row: the samples of pixel {@code i} begin at {@code i * samples}. */
  private interface Sink {
    void take(int[] samples, int count, int x, int y) throws ImageReadException;
  }

  private final byte[] data;
  private final TiffHeader header;
  private final ReadClock clock;

  private TiffDecoder(byte[] data, TiffHeader header, ReadClock clock) {
    this.data = data;
    this.header = header;
    this.clock = clock;
  }

  /** The picture of a file of 8 bits a sample. */
  public static ArgbImage decode(
      byte[] data, TiffHeader header, DecodeRules rules, ReadClock clock, ReadNotes notes)
      throws ImageReadException {
    RowColors colors = IccRowColors.of(header.profile(), header.isGrey(), rules);
    PictureRows rows =
        PictureRows.kept(header.width(), header.height(), header.orientation(), colors, clock);
    int[] pixels = rows.buffer();
    new TiffDecoder(data, header, clock)
        .decode(
            (samples, count, x, y) -> {
              for (int i = 0, to = rows.start(y) + x; i < count; i++, to++) {
                int alpha = pixelAlpha(header, samples, i, 0xFF);
                pixels[to] =
                    header.photometric() == TiffHeader.PALETTE
                        ? header.palette()[samples[i]]
                        : alpha << 24
                            | colour(header, samples, i, 0, alpha) << 16
                            | colour(header, samples, i, 1, alpha) << 8
                            | colour(header, samples, i, 2, alpha);
              }
              rows.done(y);
            },
            rules,
            notes);
    return rows.finish();
  }

  /** The picture of a file of 16 bits a sample, with all of them. */
  public static Argb16Image decodeDeep(
      byte[] data, TiffHeader header, DecodeRules rules, ReadClock clock, ReadNotes notes)
      throws ImageReadException {
    RowColors colors = IccRowColors.of(header.profile(), header.isGrey(), rules);
    Argb16Pixels pixels = new Argb16Pixels(header.width(), header.height());
    new TiffDecoder(data, header, clock)
        .decode(
            (samples, count, x, y) -> {
              for (int i = 0; i < count; i++) {
                int alpha = pixelAlpha(header, samples, i, 0xFFFF);
                pixels.set(
                    x + i,
                    y,
                    alpha,
                    colour(header, samples, i, 0, alpha),
                    colour(header, samples, i, 1, alpha),
                    colour(header, samples, i, 2, alpha));
              }
            },
            rules,
            notes);
    return pixels.finish(header.orientation(), colors, clock);
  }

  private static int pixelAlpha(TiffHeader header, int[] samples, int i, int opaque) {
    return header.alpha() < 0 ? opaque : samples[i * header.samples() + header.alpha()];
  }

  /** Red, green or blue as a straight level of the file's depth. */
  private static int colour(TiffHeader header, int[] samples, int i, int channel, int alpha) {
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

  private void decode(Sink sink, DecodeRules rules, ReadNotes notes) throws ImageReadException {
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
          sink.take(samples, count, left, y);
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

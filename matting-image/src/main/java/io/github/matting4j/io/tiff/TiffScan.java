package io.github.matting4j.io.tiff;

import io.github.matting4j.image.ImageReadException;
import io.github.matting4j.image.ImageReadException.Reason;
import io.github.matting4j.io.input.ByteView;
import io.github.matting4j.io.input.DecodeRules;
import io.github.matting4j.io.input.FileBytes;
import io.github.matting4j.io.input.PictureSize;
import io.github.matting4j.io.metadata.TiffDirectory;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Judges a TIFF by its first directory, before anything is allocated for it: flavour, limits, and
 * whether all its blocks lie inside the file. Read are 8 and 16 bits of grey, RGB and (8 bits)
 * palettes, with or without alpha, in strips or tiles, plain or packed by LZW, deflate or PackBits.
 */
public final class TiffScan {
  private static final int REDUCED = 1;
  private static final int MAX_SAMPLES = 16;
  private static final int MAX_BLOCKS = 1 << 20;

  private final FileBytes file;
  private final DecodeRules rules;
  private final TiffDirectory tags;

  private TiffScan(FileBytes file, DecodeRules rules) throws IOException {
    this.file = file;
    this.rules = rules;
    this.tags = TiffDirectory.first(file);
    tags.checkWhole();
  }

  /** Scans a file that starts with a TIFF's signature. */
  public static TiffHeader scan(FileBytes file, DecodeRules rules) throws IOException {
    return new TiffScan(file, rules).header();
  }

  private TiffHeader header() throws IOException {
    refuseRaw();
    long width = tags.number(256, 0);
    long height = tags.number(257, 0);
    PictureSize.check(width, height, rules);
    int samples = (int) Math.min(tags.number(277, 1), MAX_SAMPLES + 1);
    int photometric = (int) tags.number(262, -1);
    int bits = bits(samples);
    checkFlavour(photometric, samples, bits);
    int alpha = alpha(photometric, samples);
    long[] block = block((int) width, (int) height);
    TiffHeader header =
        new TiffHeader(
            tags.isLittleEndian(),
            (int) width,
            (int) height,
            bits,
            samples,
            photometric,
            alpha,
            alpha >= 0 && tags.number(338, 0) == 1,
            compression(),
            tags.number(317, 1) == 2,
            (int) block[0],
            (int) block[1],
            tags.numbers(tags.has(322) ? 324 : 273, MAX_BLOCKS),
            tags.numbers(tags.has(322) ? 325 : 279, MAX_BLOCKS),
            photometric == TiffHeader.PALETTE ? palette() : new int[0],
            tags.orientation(),
            Optional.ofNullable(tags.bytes(34675)));
    checkBlocks(header);
    return header;
  }

  /** A camera's raw file is a TIFF whose first picture is a thumbnail. */
  private void refuseRaw() throws IOException {
    if (tags.has(50706) || isCanonRaw()) {
      throw unsupported("is a camera's raw file; export the photo as TIFF, PNG or JPEG");
    }
    if ((tags.number(254, 0) & REDUCED) != 0) {
      throw unsupported(
          "begins with a thumbnail, as camera raw files do; export the photo as TIFF, PNG or JPEG");
    }
  }

  /** Canon's signature stands between header and directory, where a TIFF may have its pixels. */
  private boolean isCanonRaw() throws IOException {
    return tags.start() == 16 && ByteView.startsWith(file.at(8, 4), 0, "CR\2\0");
  }

  private int bits(int samples) throws IOException {
    long[] bits = tags.numbers(258, MAX_SAMPLES);
    long first = bits.length == 0 ? 1 : bits[0];
    for (long other : bits) {
      if (other != first) {
        throw unsupported(
            "has different BitsPerSample values; save it with 8 or 16 bits per sample");
      }
    }
    if (first != 8 && first != 16) {
      throw unsupported(
          "has BitsPerSample " + first + "; 8 and 16 are supported: save it with one of them");
    }
    for (long format : tags.numbers(339, MAX_SAMPLES)) {
      if (format != 1) {
        throw unsupported(
            "has signed or floating-point samples (SampleFormat); save it with unsigned samples");
      }
    }
    if (samples > MAX_SAMPLES) {
      throw unsupported("has more than " + MAX_SAMPLES + " samples per pixel; flatten it");
    }
    return (int) first;
  }

  private void checkFlavour(int photometric, int samples, int bits) throws IOException {
    switch (photometric) {
      case -1 -> throw TiffDirectory.malformed("has no PhotometricInterpretation");
      case 0, 1 -> atLeast(1, samples);
      case 2 -> atLeast(3, samples);
      case 3 -> {
        if (bits != 8 || samples != 1) {
          throw unsupported("has a palette of other than 8 bits per sample; save it as RGB");
        }
      }
      case 5 -> throw unsupported("has four colours (CMYK, for print); convert it to RGB");
      case 6 -> throw unsupported("stores luma and chroma (YCbCr); save it as RGB");
      default ->
          throw unsupported(
              "has PhotometricInterpretation "
                  + photometric
                  + "; grey, RGB and palette are supported: convert it to RGB");
    }
    if (tags.number(284, 1) != 1 && samples > 1) {
      throw unsupported("is planar (PlanarConfiguration 2); save it with interleaved channels");
    }
    if (tags.number(266, 1) != 1) {
      throw unsupported("has its bits in reverse order (FillOrder 2); save it with FillOrder 1");
    }
    long predictor = tags.number(317, 1);
    if (predictor != 1 && predictor != 2) {
      throw unsupported(
          "uses Predictor " + predictor + "; 1 and 2 are supported: save it with one of them");
    }
  }

  private static void atLeast(int needed, int samples) throws IOException {
    if (samples < needed) {
      throw TiffDirectory.malformed(
          "has SamplesPerPixel " + samples + " where its colours need " + needed);
    }
  }

  /** The first sample beyond the colours, where the file says or leaves open that it is alpha. */
  private int alpha(int photometric, int samples) throws IOException {
    int colours = photometric == TiffHeader.RGB ? 3 : 1;
    if (samples <= colours || photometric == TiffHeader.PALETTE) {
      return -1;
    }
    long[] extra = tags.numbers(338, MAX_SAMPLES);
    boolean isAlpha = extra.length > 0 && (extra[0] == 1 || extra[0] == 2);
    boolean unsaid = extra.length == 0 && samples == colours + 1;
    return isAlpha || unsaid ? colours : -1;
  }

  private TiffCompression compression() throws IOException {
    long value = tags.number(259, 1);
    @Nullable TiffCompression compression = TiffCompression.of(value);
    if (compression == null) {
      throw unsupported(
          "has Compression "
              + value
              + TiffCompression.name(value)
              + "; none, LZW, Deflate and PackBits are supported: save it with one of them");
    }
    return compression;
  }

  private long[] block(int width, int height) throws IOException {
    if (!tags.has(322)) {
      long rows = tags.number(278, height);
      return new long[] {width, Math.max(1, Math.min(rows, height))};
    }
    long tileWidth = tags.number(322, 0);
    long tileHeight = tags.number(323, 0);
    if (tileWidth < 1 || tileHeight < 1 || tileWidth > 65536 || tileHeight > 65536) {
      throw TiffDirectory.malformed("has tiles of " + tileWidth + "x" + tileHeight);
    }
    if (tileWidth > 2L * width + 1024) {
      throw TiffDirectory.malformed(
          "has tiles of " + tileWidth + " columns for a picture of width " + width);
    }
    return new long[] {tileWidth, tileHeight};
  }

  private int[] palette() throws IOException {
    long[] map = tags.numbers(320, 3 * 256);
    if (map.length != 3 * 256) {
      throw TiffDirectory.malformed("has a ColorMap of " + map.length + " values, not 768");
    }
    int[] palette = new int[256];
    for (int i = 0; i < 256; i++) {
      palette[i] =
          0xFF000000
              | (int) (map[i] >> 8) << 16
              | (int) (map[256 + i] >> 8) << 8
              | (int) (map[512 + i] >> 8);
    }
    return palette;
  }

  private void checkBlocks(TiffHeader header) throws IOException {
    long across = (header.width() + header.blockWidth() - 1L) / header.blockWidth();
    long down = (header.height() + header.blockHeight() - 1L) / header.blockHeight();
    if (header.offsets().length < across * down || header.lengths().length < across * down) {
      throw TiffDirectory.malformed(
          "needs "
              + across * down
              + " strips or tiles and lists "
              + Math.min(header.offsets().length, header.lengths().length));
    }
    for (int i = 0; i < across * down && !rules.acceptsDamage(); i++) {
      if (header.offsets()[i] + header.lengths()[i] > file.length()) {
        throw new ImageReadException(
            Reason.TRUNCATED,
            "the TIFF breaks off after "
                + file.length()
                + " bytes, before its pixels end; copy or download it again");
      }
    }
  }

  private static ImageReadException unsupported(String what) {
    return new ImageReadException(Reason.UNSUPPORTED, "the TIFF " + what);
  }
}

package io.github.matting4j.io.png;

import static io.github.matting4j.io.input.ByteView.u32;

import io.github.matting4j.image.ImageReadException;
import io.github.matting4j.image.ImageReadException.Reason;
import io.github.matting4j.io.input.ByteView;
import io.github.matting4j.io.input.DecodeRules;
import java.util.zip.CRC32;

/**
 * Walks the chunks of a PNG without unpacking its pixels: checks lengths, checksums and limits, and
 * collects what the decoder needs. Of an animated PNG the still picture is read. Not thread-safe:
 * one per scan.
 */
public final class PngScan {
  private static final int SIGNATURE_BYTES = 8;
  private static final int CHUNK_OVERHEAD_BYTES = 12;

  /** Writers make data chunks of 8 KB and more; a 64 MB file has about 8,000. */
  private static final int MAX_CHUNKS = 1_000_000;

  private final byte[] data;
  private final DecodeRules rules;
  private int position = SIGNATURE_BYTES;
  private PngChunks chunks;
  private int firstData;
  private long dataBytes;
  private boolean complete;

  private PngScan(byte[] data, DecodeRules rules) {
    this.data = data;
    this.rules = rules;
    this.chunks = new PngChunks(data, PngShape.NONE);
  }

  /** Scans a file that starts with a PNG's signature. */
  public static PngHeader scan(byte[] data, DecodeRules rules) throws ImageReadException {
    PngScan scan = new PngScan(data, rules);
    scan.walk();
    return scan.header();
  }

  private void walk() throws ImageReadException {
    for (int count = 0; !complete && position <= data.length - 8; count++) {
      if (count == MAX_CHUNKS) {
        throw new ImageReadException(
            Reason.LIMIT, "the PNG has more than " + MAX_CHUNKS + " chunks; save it again");
      }
      long length = u32(data, position);
      String type = ByteView.text(data, position + 4, 4);
      checkType(type);
      if (length > Integer.MAX_VALUE) {
        throw malformed("chunk " + type + " gives its length as " + length);
      }
      boolean cut = length > data.length - position - CHUNK_OVERHEAD_BYTES;
      if (cut) {
        noteCut(type);
        return;
      }
      chunk(type, position + 8, (int) length);
      position += CHUNK_OVERHEAD_BYTES + (int) length;
    }
  }

  private void checkType(String type) throws ImageReadException {
    for (int i = 0; i < 4; i++) {
      char c = type.charAt(i);
      if (!((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'))) {
        throw malformed("there is no chunk name at byte " + (position + 4));
      }
    }
    boolean first = position == SIGNATURE_BYTES;
    if (first && type.equals("CgBI")) {
      throw new ImageReadException(
          Reason.UNSUPPORTED,
          "the PNG is in Apple's own flavour for iOS apps (CgBI); convert it with"
              + " 'xcrun pngcrush -revert-iphone-optimizations'");
    }
    if (first != type.equals("IHDR")) {
      throw malformed(
          first ? "its first chunk is " + type + " in place of IHDR" : "it has a second IHDR");
    }
  }

  /** Pixel data that the file's end cuts off can still be decoded where damage is accepted. */
  private void noteCut(String type) {
    if (type.equals("IDAT")) {
      noteData(data.length - position - 8);
    }
  }

  private void noteData(int length) {
    firstData = firstData == 0 ? position : firstData;
    dataBytes += length;
  }

  private void chunk(String type, int start, int length) throws ImageReadException {
    boolean intact = crc(start - 4, length + 4) == (int) u32(data, start + length);
    boolean critical = type.charAt(0) <= 'Z' || type.equals("tRNS");
    if (!intact && critical && !rules.acceptsDamage()) {
      throw new ImageReadException(
          Reason.DAMAGED,
          "the checksum of the PNG's chunk "
              + type
              + " at byte "
              + (start - 8)
              + " is wrong; copy or download it again");
    }
    switch (type) {
      case "IHDR" -> shape(start, length);
      case "PLTE" -> palette(start, length);
      case "IDAT" -> noteData(length);
      case "IEND" -> complete = true;
      case "tRNS" -> chunks.transparency(start, length);
      default -> {
        if (critical) {
          throw new ImageReadException(
              Reason.UNSUPPORTED, "the PNG needs chunk " + type + ", which is not standard");
        }
        if (intact) {
          ancillary(type, start, length);
        }
      }
    }
  }

  private void ancillary(String type, int start, int length) {
    switch (type) {
      case "iCCP" -> chunks.profile(start, length);
      case "sRGB" -> chunks.srgb();
      case "gAMA" -> chunks.gamma(start, length);
      case "cHRM" -> chunks.chromaticities(start, length);
      case "cICP" -> chunks.codePoints(start, length);
      case "eXIf" -> chunks.exif(start, length);
      case "tEXt", "zTXt", "iTXt" -> chunks.text(type, start, length);
      default -> {} // times, previews, animation
    }
  }

  private void shape(int start, int length) throws ImageReadException {
    if (length != PngShape.CHUNK_BYTES) {
      throw malformed("IHDR has " + length + " bytes in place of " + PngShape.CHUNK_BYTES);
    }
    chunks = new PngChunks(data, PngShape.parse(data, start, rules));
  }

  private void palette(int start, int length) throws ImageReadException {
    if (length == 0 || length % 3 != 0 || length > 768) {
      throw malformed("its palette has " + length + " bytes; 3 to 768 in threes are possible");
    }
    if (chunks.palette().length > 0) {
      throw malformed("it has a second palette");
    }
    chunks.palette(start, length);
  }

  private int crc(int start, int length) {
    CRC32 crc = new CRC32();
    crc.update(data, start, length);
    return (int) crc.getValue();
  }

  private PngHeader header() throws ImageReadException {
    if (firstData == 0) {
      throw new ImageReadException(
          complete ? Reason.MALFORMED : Reason.TRUNCATED,
          complete
              ? "the PNG has no pixels (no IDAT chunk)"
              : "the PNG breaks off after "
                  + data.length
                  + " bytes, before its pixels; copy or download it again");
    }
    if (chunks.shape().colorType() == PngShape.PALETTE && chunks.palette().length == 0) {
      throw malformed("its pixels refer to a palette that is not there");
    }
    return new PngHeader(data, chunks, firstData, dataBytes, complete);
  }

  private static ImageReadException malformed(String what) {
    return new ImageReadException(Reason.MALFORMED, "the PNG's structure is broken: " + what);
  }
}

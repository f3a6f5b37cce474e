package io.github.matting4j.io.webp;

import io.github.matting4j.image.ImageReadException;
import io.github.matting4j.image.ImageReadException.Reason;
import io.github.matting4j.io.input.ByteView;
import io.github.matting4j.io.input.DecodeRules;
import io.github.matting4j.io.input.FileBytes;
import io.github.matting4j.io.input.PictureSize;
import io.github.matting4j.io.metadata.ExifPrefix;
import io.github.matting4j.io.webp.WebpHeader.Chunk;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the structure of a WebP without its pixels, and checks the limits. Stateless. */
public final class WebpScan {
  private static final int HEAD_BYTES = 12;
  private static final int CHUNK_HEAD_BYTES = 8;
  private static final int MAX_CHUNKS = 1000;
  private static final int MAX_METADATA_BYTES = 16 << 20;
  private static final int ANIMATION_FLAG = 0x02;
  private static final int SIDE_BITS = 14;

  private WebpScan() {}

  /**
   * The structure of a file.
   *
   * @throws ImageReadException if it is broken, cut short, an animation or out of the limits
   */
  public static WebpHeader scan(FileBytes file, DecodeRules rules) throws IOException {
    Map<String, Chunk> chunks = chunks(file);
    Chunk canvas = chunks.get("VP8X");
    if (canvas != null && (file.at(canvas.start(), 1)[0] & ANIMATION_FLAG) != 0) {
      throw new ImageReadException(
          Reason.UNSUPPORTED, "the file is an animated WebP; save one of its pictures as PNG");
    }
    Chunk lossy = chunks.get("VP8 ");
    Chunk pixels = lossy == null ? chunks.get("VP8L") : lossy;
    if (pixels == null) {
      throw malformed("it has no chunk of pixels");
    }
    if (pixels.start() + pixels.length() > file.length()) {
      throw new ImageReadException(
          Reason.TRUNCATED,
          "the WebP ends within its pixels: it has "
              + file.length()
              + " bytes; copy or download it again");
    }
    byte[] start = file.at(pixels.start(), 10);
    int width = lossy == null ? losslessSide(start, 0) : lossySide(start, 6);
    int height = lossy == null ? losslessSide(start, SIDE_BITS) : lossySide(start, 8);
    PictureSize.check(width, height, rules);
    if (canvas != null) {
      checkCanvas(file.at(canvas.start(), 10), width, height);
    }
    Chunk alpha = lossy == null ? null : chunks.get("ALPH");
    return new WebpHeader(
        width,
        height,
        alpha != null || (lossy == null && (start[4] & 0x10) != 0),
        pixels,
        Optional.ofNullable(alpha),
        data(file, chunks.get("ICCP")),
        data(file, chunks.get("EXIF")).map(ExifPrefix::removed),
        data(file, chunks.get("XMP ")));
  }

  /** The first chunk of each type; what follows the end that the file's head gives is not read. */
  private static Map<String, Chunk> chunks(FileBytes file) throws IOException {
    Map<String, Chunk> chunks = new HashMap<>();
    byte[] head = file.at(0, HEAD_BYTES);
    long end =
        CHUNK_HEAD_BYTES + (head.length < HEAD_BYTES ? 0 : ByteView.u32LittleEndian(head, 4));
    long position = HEAD_BYTES;
    for (int count = 0; count < MAX_CHUNKS && position < end; count++) {
      byte[] start = file.at(position, CHUNK_HEAD_BYTES);
      if (start.length < CHUNK_HEAD_BYTES) {
        break;
      }
      long length = ByteView.u32LittleEndian(start, 4);
      if (length > Integer.MAX_VALUE) {
        throw malformed("a chunk has " + length + " bytes");
      }
      String type = ByteView.text(start, 0, 4);
      chunks.putIfAbsent(type, new Chunk(type, position + CHUNK_HEAD_BYTES, (int) length));
      position += CHUNK_HEAD_BYTES + length + length % 2;
    }
    return chunks;
  }

  private static int lossySide(byte[] start, int at) throws ImageReadException {
    boolean keyFrame = start.length == 10 && (start[0] & 1) == 0;
    if (!keyFrame || !ByteView.startsWith(start, 3, "\u009D\u0001*")) {
      throw malformed("its pixels do not begin as lossy ones do");
    }
    return ByteView.u16LittleEndian(start, at) & ((1 << SIDE_BITS) - 1);
  }

  private static int losslessSide(byte[] start, int shift) throws ImageReadException {
    if (start.length < 5 || start[0] != 0x2F) {
      throw malformed("its pixels do not begin as lossless ones do");
    }
    return 1 + ((int) (ByteView.u32LittleEndian(start, 1) >> shift) & ((1 << SIDE_BITS) - 1));
  }

  private static void checkCanvas(byte[] canvas, int width, int height) throws ImageReadException {
    if (canvas.length < 10 || u24(canvas, 4) + 1 != width || u24(canvas, 7) + 1 != height) {
      throw malformed("its canvas has another size than its pixels, " + width + "x" + height);
    }
  }

  private static int u24(byte[] data, int at) {
    return ByteView.u16LittleEndian(data, at) | ByteView.u8(data, at + 2) << 16;
  }

  private static Optional<byte[]> data(FileBytes file, @Nullable Chunk of) throws IOException {
    if (of == null || of.length() > MAX_METADATA_BYTES) {
      return Optional.empty();
    }
    byte[] data = file.at(of.start(), of.length());
    return data.length < of.length() ? Optional.empty() : Optional.of(data);
  }

  private static ImageReadException malformed(String what) {
    return new ImageReadException(
        Reason.MALFORMED, "the WebP is broken: " + what + "; copy or download it again");
  }
}

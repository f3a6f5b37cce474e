package io.github.matting4j.io.webp;

import io.github.matting4j.io.input.FileBytes;
import io.github.matting4j.io.metadata.Orientations;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;

/**
 * The structure of a still WebP.
 *
 * @param width columns as stored
 * @param height rows as stored
 * @param hasAlpha whether there is transparency
 * @param pixels the chunk of the pixels, without its header
 * @param alpha the chunk of the transparency of lossy pixels, without its header
 * @param profile its ICC profile
 * @param exif its EXIF block, without a name before it
 * @param xmp its XMP packet
 */
public record WebpHeader(
    int width,
    int height,
    boolean hasAlpha,
    Chunk pixels,
    Optional<Chunk> alpha,
    Optional<byte[]> profile,
    Optional<byte[]> exif,
    Optional<byte[]> xmp) {
  /** Of the picture, the plug-in's picture, and the planes that it decodes from. */
  private static final int DECODED_BYTES_PER_PIXEL = 20;

  private static final int ALPHA_FLAG = 0x10;
  private static final int SIZE_OF_CANVAS = 10;

  /**
   * A piece of the file.
   *
   * @param type four characters
   * @param start position of its data
   * @param length of its data, in bytes
   */
  public record Chunk(String type, long start, int length) {}

  /** The orientation, 1 to 8. */
  public int orientation() {
    return exif.map(block -> Orientations.ofExif(block, 0, block.length))
        .or(() -> xmp.map(packet -> Orientations.ofXmp(packet, 0, packet.length)))
        .orElse(Orientations.UPRIGHT);
  }

  /** The heap that decoding it takes, in bytes. */
  public long decodedBytes() {
    return (long) DECODED_BYTES_PER_PIXEL * width * height;
  }

  /** A file of the pixels and their transparency alone: no profile, which a plug-in might apply. */
  byte[] pixelsAlone(FileBytes file) throws IOException {
    ByteArrayOutputStream chunks = new ByteArrayOutputStream();
    if (alpha.isPresent()) {
      byte[] canvas = new byte[SIZE_OF_CANVAS];
      canvas[0] = ALPHA_FLAG;
      put24(canvas, 4, width - 1);
      put24(canvas, 7, height - 1);
      append(chunks, "VP8X", canvas);
      append(chunks, alpha.get().type(), file.at(alpha.get().start(), alpha.get().length()));
    }
    append(chunks, pixels.type(), file.at(pixels.start(), pixels.length()));
    ByteArrayOutputStream webp = new ByteArrayOutputStream();
    appendHead(webp, "RIFF", chunks.size() + 4);
    appendText(webp, "WEBP");
    chunks.writeTo(webp);
    return webp.toByteArray();
  }

  private static void append(ByteArrayOutputStream to, String type, byte[] data) {
    appendHead(to, type, data.length);
    to.writeBytes(data);
    if (data.length % 2 == 1) {
      to.write(0);
    }
  }

  private static void appendHead(ByteArrayOutputStream to, String type, int length) {
    appendText(to, type);
    for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
      to.write(length >> shift);
    }
  }

  private static void appendText(ByteArrayOutputStream to, String text) {
    text.chars().forEach(to::write);
  }

  private static void put24(byte[] data, int at, int value) {
    for (int i = 0; i < 3; i++) {
      data[at + i] = (byte) (value >> (Byte.SIZE * i));
    }
  }
}

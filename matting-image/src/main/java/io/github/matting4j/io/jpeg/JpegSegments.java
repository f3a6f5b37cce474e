package io.github.matting4j.io.jpeg;

import io.github.matting4j.io.codec.EncodeSettings;
import io.github.matting4j.io.input.ByteView;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Puts EXIF and an ICC profile into a JPEG that is written through it, behind its start and its
 * JFIF segment. Flushing passes on; closing closes nothing. Not thread-safe.
 */
final class JpegSegments extends FilterOutputStream {
  private static final int APP1 = 0xE1;
  private static final int APP2 = 0xE2;
  private static final int MOST = 65533;
  private static final int PROFILE_PART = 65519;

  private final byte[] segments;
  private final ByteArrayOutputStream start = new ByteArrayOutputStream();
  private boolean done;

  JpegSegments(OutputStream target, EncodeSettings settings) {
    super(target);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    settings.exif().ifPresent(exif -> exif(exif, bytes));
    settings.profile().ifPresent(profile -> profile(profile, bytes));
    this.segments = bytes.toByteArray();
  }

  /** A JPEG segment holds 64 KB: more EXIF than that came from a PNG, and is left out. */
  private static void exif(byte[] block, ByteArrayOutputStream target) {
    byte[] name = {'E', 'x', 'i', 'f', 0, 0};
    if (name.length + block.length <= MOST) {
      segment(APP1, name, block, 0, block.length, target);
    }
  }

  private static void profile(byte[] bytes, ByteArrayOutputStream target) {
    int parts = (bytes.length + PROFILE_PART - 1) / PROFILE_PART;
    for (int part = 0; part < parts && parts <= 255; part++) {
      byte[] name = "ICC_PROFILE\0NT".getBytes(StandardCharsets.US_ASCII);
      name[12] = (byte) (part + 1);
      name[13] = (byte) parts;
      int from = part * PROFILE_PART;
      int length = Math.min(PROFILE_PART, bytes.length - from);
      segment(APP2, name, bytes, from, length, target);
    }
  }

  private static void segment(
      int marker, byte[] name, byte[] body, int from, int bytes, ByteArrayOutputStream target) {
    int length = 2 + name.length + bytes;
    target.write(0xFF);
    target.write(marker);
    target.write(length >> 8);
    target.write(length);
    target.writeBytes(name);
    target.write(body, from, bytes);
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] source, int offset, int length) throws IOException {
    int from = offset;
    int end = offset + length;
    while (!done && from < end) {
      start.write(source[from++]);
      byte[] head = start.toByteArray();
      int split = startBytes(head);
      if (head.length >= split) {
        out.write(head, 0, split);
        out.write(segments);
        out.write(head, split, head.length - split);
        done = true;
      }
    }
    out.write(source, from, end - from);
  }

  /** How long the file's start and its JFIF segment are; more than there is if not known yet. */
  private static int startBytes(byte[] head) {
    if (head.length < 6) {
      return Integer.MAX_VALUE;
    }
    boolean jfif = head[2] == (byte) 0xFF && head[3] == (byte) 0xE0;
    return jfif ? 4 + ByteView.u16(head, 4) : 2;
  }

  @Override
  public void close() throws IOException {
    flush();
  }
}

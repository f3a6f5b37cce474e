package io.github.matting4j.store.unpack;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads a tar archive in the formats of POSIX and GNU. For one thread. */
final class TarReader {
  private static final int BLOCK = 512;
  private static final int MAX_NAME_BYTES = 64 << 10;

  private final InputStream in;
  private InputStream content = InputStream.nullInputStream();
  private int padding;

  /**
   * One entry.
   *
   * @param name its path
   * @param isFile whether it is a plain file
   */
  record Entry(String name, boolean isFile) {}

  TarReader(InputStream in) {
    this.in = in;
  }

  /** The content of the last entry. */
  InputStream content() {
    return content;
  }

  /** The next entry, or null at the end. */
  @Nullable Entry next() throws IOException {
    @Nullable String longName = null;
    while (true) {
      skipContent();
      byte[] header = in.readNBytes(BLOCK);
      if (header.length == 0 || isZero(header)) {
        return null;
      }
      requireValid(header);
      long size = number(header, 124, 12);
      padding = (int) (-size & (BLOCK - 1));
      content = new Limited(size);
      char type = (char) (header[156] & 0xff);
      switch (type) {
        case 'L' -> longName = text(nameBytes(size), 0, (int) size);
        case 'x' -> longName = paxPath(nameBytes(size), longName);
        case 'g' -> {} // for all entries; none of it is needed
        default -> {
          String name = longName == null ? shortName(header) : longName;
          return new Entry(name, type == '0' || type == 0);
        }
      }
    }
  }

  private void skipContent() throws IOException {
    content.transferTo(OutputStream.nullOutputStream());
    if (in.readNBytes(padding).length < padding) {
      throw cutOff();
    }
    padding = 0;
  }

  private static ArchiveException cutOff() {
    return new ArchiveException("the tar archive is cut off");
  }

  private static void requireValid(byte[] header) throws ArchiveException {
    if (header.length < BLOCK) {
      throw cutOff();
    }
    long sum = 0;
    for (int i = 0; i < BLOCK; i++) {
      sum += i >= 148 && i < 156 ? ' ' : header[i] & 0xff;
    }
    if (sum != number(header, 148, 8)) {
      throw new ArchiveException("the tar archive is damaged: a header has a wrong checksum");
    }
  }

  private byte[] nameBytes(long size) throws IOException {
    if (size > MAX_NAME_BYTES) {
      throw new ArchiveException("the tar archive has a name of " + size + " bytes");
    }
    byte[] bytes = content.readNBytes((int) size);
    if (bytes.length < size) {
      throw cutOff();
    }
    return bytes;
  }

  /** The path in lines of the form {@code LENGTH KEY=VALUE}. */
  private static @Nullable String paxPath(byte[] lines, @Nullable String otherwise) {
    String path = otherwise;
    for (String line : new String(lines, StandardCharsets.UTF_8).split("\n", -1)) {
      String[] parts = line.split(" path=", 2);
      if (parts.length == 2 && parts[0].matches("\\d+")) {
        path = parts[1];
      }
    }
    return path;
  }

  private static String shortName(byte[] header) {
    String name = text(header, 0, 100);
    boolean ustar = text(header, 257, 5).equals("ustar");
    String prefix = ustar && header[262] == 0 ? text(header, 345, 155) : "";
    return prefix.isEmpty() ? name : prefix + "/" + name;
  }

  private static String text(byte[] bytes, int start, int length) {
    int end = start;
    while (end < start + length && bytes[end] != 0) {
      end++;
    }
    return new String(bytes, start, end - start, StandardCharsets.UTF_8);
  }

  /** An octal number, or one in base 256. */
  private static long number(byte[] header, int start, int length) throws ArchiveException {
    long value = 0;
    if ((header[start] & 0x80) != 0) {
      for (int i = start + length - 8; i < start + length; i++) {
        value = (value << 8) | (header[i] & 0xff);
      }
    } else {
      String digits = text(header, start, length).strip();
      if (!digits.matches("[0-7]{0,12}")) {
        throw new ArchiveException("the tar archive is damaged: '" + digits + "' is no number");
      }
      value = digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
    }
    if (value < 0) {
      throw new ArchiveException("the tar archive is damaged: a size is negative");
    }
    return value;
  }

  private static boolean isZero(byte[] header) {
    for (byte b : header) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }

  /** The next bytes of the archive. */
  private final class Limited extends InputStream {
    private long left;

    Limited(long left) {
      this.left = left;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      if (left == 0) {
        return -1;
      }
      int n = in.read(buffer, offset, (int) Math.min(length, left));
      if (n < 0) {
        throw cutOff();
      }
      left -= n;
      return n;
    }
  }
}

package io.github.matting4j.io;

import java.util.Arrays;
import java.util.Optional;

/**
 * A photo's EXIF as it may go along with pictures made of it: camera, lens, exposure, date, place.
 * The orientation is set to 1, because pictures here are upright, and the thumbnail is taken out,
 * because it shows the photo as it was. Everything else is as the camera wrote it, the place and
 * the maker's notes included; sizes in it are the photo's.
 *
 * <p>Immutable and thread-safe.
 */
public final class Exif {
  private static final int ENTRY_BYTES = 12;
  private static final int ORIENTATION = 0x0112;
  private static final int THUMBNAIL_START = 0x0201;
  private static final int THUMBNAIL_LENGTH = 0x0202;
  private static final int STRIP_START = 0x0111;
  private static final int STRIP_LENGTH = 0x0117;

  private final byte[] block;

  private Exif(byte[] block) {
    this.block = block;
  }

  /**
   * The EXIF of a block that begins with a TIFF header; empty where the block is broken, so that
   * nothing is passed on that was not understood.
   */
  static Optional<Exif> of(byte[] data, int start, int length) {
    byte[] copy = Arrays.copyOfRange(data, start, start + length);
    boolean little = ByteView.startsWith(copy, 0, "II*\0");
    if (length < 14 || (!little && !ByteView.startsWith(copy, 0, "MM\0*"))) {
      return Optional.empty();
    }
    return new Cleaning(copy, little).cleaned().map(Exif::new);
  }

  /** A copy of the block, from its TIFF header on. */
  public byte[] toByteArray() {
    return block.clone();
  }

  byte[] bytes() {
    return block;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Exif exif && Arrays.equals(block, exif.block);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(block);
  }

  @Override
  public String toString() {
    return "Exif[" + block.length + " bytes]";
  }

  /** Works on the block in place, so that offsets within it, those of maker's notes too, hold. */
  private static final class Cleaning {
    private final byte[] block;
    private final boolean little;
    private int length;

    private Cleaning(byte[] block, boolean little) {
      this.block = block;
      this.little = little;
      this.length = block.length;
    }

    private Optional<byte[]> cleaned() {
      long first = u32(4);
      if (!holdsDirectory(first)) {
        return Optional.empty();
      }
      int end = end((int) first);
      for (int at = (int) first + 2; at < end; at += ENTRY_BYTES) {
        if (u16(at) == ORIENTATION) {
          setOne(at);
        }
      }
      long second = u32(end);
      Arrays.fill(block, end, end + 4, (byte) 0);
      if (second != 0 && !clearThumbnail(second)) {
        return Optional.empty();
      }
      return Optional.of(Arrays.copyOf(block, length));
    }

    private boolean holdsDirectory(long at) {
      return at >= 8 && at <= block.length - 2 && end((int) at) <= block.length - 4;
    }

    /** Where a directory's entries end and the offset of the next directory stands. */
    private int end(int directory) {
      return directory + 2 + u16(directory) * ENTRY_BYTES;
    }

    private void setOne(int entry) {
      Arrays.fill(block, entry + 8, entry + ENTRY_BYTES, (byte) 0);
      int size = u16(entry + 2) == 3 ? 2 : u16(entry + 2) == 4 ? 4 : 1;
      block[entry + 8 + (little ? 0 : size - 1)] = 1;
    }

    private boolean clearThumbnail(long directory) {
      if (!holdsDirectory(directory)) {
        return false;
      }
      int end = end((int) directory);
      long start = 0;
      long bytes = 0;
      for (int at = (int) directory + 2; at < end; at += ENTRY_BYTES) {
        int tag = u16(at);
        if (tag == THUMBNAIL_START || tag == STRIP_START) {
          start = value(at);
        } else if (tag == THUMBNAIL_LENGTH || tag == STRIP_LENGTH) {
          bytes = value(at);
        }
        if ((tag == STRIP_START || tag == STRIP_LENGTH) && u32(at + 4) != 1) {
          return false;
        }
      }
      if (start + bytes > block.length) {
        return false;
      }
      Arrays.fill(block, (int) directory, Math.min(block.length, end + 4), (byte) 0);
      Arrays.fill(block, (int) start, (int) (start + bytes), (byte) 0);
      if (bytes > 0 && start + bytes >= block.length - 1) {
        length = (int) start;
      }
      return bytes == 0 || start >= 8;
    }

    private long value(int entry) {
      return u16(entry + 2) == 3 ? u16(entry + 8) : u32(entry + 8);
    }

    private int u16(int at) {
      return little ? ByteView.u16LittleEndian(block, at) : ByteView.u16(block, at);
    }

    private long u32(int at) {
      return little ? ByteView.u32LittleEndian(block, at) : ByteView.u32(block, at);
    }
  }
}

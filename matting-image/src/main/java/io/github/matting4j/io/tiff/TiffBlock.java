package io.github.matting4j.io.tiff;

import io.github.matting4j.image.ImageReadException;
import io.github.matting4j.image.ImageReadException.Reason;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Decompresses the blocks of a TIFF one row after the other, so that a block needs no memory of its
 * own. Not thread-safe; to be closed by its creator.
 */
abstract class TiffBlock implements AutoCloseable {
  final byte[] data;
  int position;
  int end;

  private TiffBlock(byte[] data) {
    this.data = data;
  }

  static TiffBlock of(byte[] data, TiffHeader header) {
    return switch (header.compression()) {
      case NONE -> new Plain(data);
      case DEFLATE -> new Deflated(data);
      case PACK_BITS -> new PackBits(data);
      case LZW -> new TiffLzw(data);
    };
  }

  /** Goes to the block of {@code length} bytes at {@code from}. */
  void open(long from, long length) throws ImageReadException {
    position = (int) Math.min(from, data.length);
    end = (int) Math.min(from + length, data.length);
  }

  /** Fills {@code row}; false if the block's data end before. */
  abstract boolean read(byte[] row) throws ImageReadException;

  @Override
  public void close() {}

  private static final class Plain extends TiffBlock {
    private Plain(byte[] data) {
      super(data);
    }

    @Override
    boolean read(byte[] row) {
      if (end - position < row.length) {
        return false;
      }
      System.arraycopy(data, position, row, 0, row.length);
      position += row.length;
      return true;
    }
  }

  private static final class Deflated extends TiffBlock {
    private final Inflater inflater = new Inflater();

    private Deflated(byte[] data) {
      super(data);
    }

    @Override
    void open(long from, long length) throws ImageReadException {
      super.open(from, length);
      inflater.reset();
      inflater.setInput(data, position, end - position);
    }

    @Override
    boolean read(byte[] row) throws ImageReadException {
      try {
        int count = 0;
        while (count < row.length) {
          int got = inflater.inflate(row, count, row.length - count);
          if (got == 0) {
            return false;
          }
          count += got;
        }
        return true;
      } catch (DataFormatException e) {
        throw new ImageReadException(
            Reason.DAMAGED,
            "the TIFF's compressed pixels are damaged ("
                + e.getMessage()
                + "); copy or download it again",
            e);
      }
    }

    @Override
    public void close() {
      inflater.end();
    }
  }

  /** Runs of equal bytes and of others, each with its length before it. */
  private static final class PackBits extends TiffBlock {
    private int run;
    private boolean equal;

    private PackBits(byte[] data) {
      super(data);
    }

    @Override
    void open(long from, long length) throws ImageReadException {
      super.open(from, length);
      run = 0;
    }

    @Override
    boolean read(byte[] row) {
      for (int i = 0; i < row.length; i++) {
        while (run == 0) {
          if (position >= end) {
            return false;
          }
          int head = data[position++];
          if (head != -128) {
            equal = head < 0;
            run = equal ? 1 - head : 1 + head;
          }
        }
        if (position >= end) {
          return false;
        }
        row[i] = data[position];
        run--;
        if (!equal || run == 0) {
          position++;
        }
      }
      return true;
    }
  }

  /** For a decoder in a file of its own. */
  abstract static class Extension extends TiffBlock {
    Extension(byte[] data) {
      super(data);
    }
  }
}

package io.github.matting4j.io.input;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.stream.ImageInputStreamImpl;

/**
 * Ranges of a byte array, read one after the other as one file, without copying and without a
 * temporary file. Every read checks the deadline, which is how a decode is stopped. Not
 * thread-safe.
 */
public final class SlicedInput extends ImageInputStreamImpl {
  /** Small, so that the deadline is checked often: a scan may be 20 bytes. */
  private static final int MAX_READ_BYTES = 2048;

  private static final class Slice {
    private final byte[] data;
    private final int from;
    private final int length;
    private final long start;

    private Slice(byte[] data, int from, int length, long start) {
      this.data = data;
      this.from = from;
      this.length = length;
      this.start = start;
    }
  }

  private final ReadClock clock;
  private final List<Slice> slices = new ArrayList<>();
  private long total;
  private int current;

  public SlicedInput(ReadClock clock) {
    this.clock = clock;
  }

  /** Appends the bytes {@code from} (inclusive) to {@code to} (exclusive) of {@code data}. */
  public SlicedInput append(byte[] data, int from, int to) {
    if (to > from) {
      slices.add(new Slice(data, from, to - from, total));
      total += to - from;
    }
    return this;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    checkClosed();
    clock.check();
    bitOffset = 0;
    if (length == 0) {
      return 0;
    }
    if (streamPos >= total) {
      return -1;
    }
    Slice slice = sliceAt(streamPos);
    int skipped = (int) (streamPos - slice.start);
    int count = Math.min(Math.min(length, MAX_READ_BYTES), slice.length - skipped);
    System.arraycopy(slice.data, slice.from + skipped, target, offset, count);
    streamPos += count;
    return count;
  }

  @Override
  public long length() {
    return total;
  }

  private Slice sliceAt(long position) {
    while (position < slices.get(current).start) {
      current--;
    }
    while (position >= slices.get(current).start + slices.get(current).length) {
      current++;
    }
    return slices.get(current);
  }
}

package io.github.matting4j.store.unpack;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Counts the entries of one archive and their bytes, and ends the reading at a limit. */
final class UnpackBudget {
  private static final long FREE_BYTES = 1 << 20;

  private final ArchiveLimits limits;
  private final long maxByRatio;
  private int entries;
  private long bytes;

  UnpackBudget(ArchiveLimits limits, long archiveBytes) {
    this.limits = limits;
    this.maxByRatio = FREE_BYTES + limits.ratio() * archiveBytes;
  }

  void countEntry() throws ArchiveException {
    if (++entries > limits.entries()) {
      throw new ArchiveException(
          "the archive has more than " + limits.entries() + " entries, the limit");
    }
  }

  private void count(long more) throws ArchiveException {
    bytes += more;
    if (bytes > limits.bytes()) {
      throw new ArchiveException(
          "the archive unpacks to more than " + limits.bytes() + " bytes, the limit");
    }
    if (bytes > maxByRatio) {
      throw new ArchiveException(
          "the archive unpacks to more than " + limits.ratio() + " times its size, the limit");
    }
  }

  /** A stream whose bytes count. */
  InputStream counting(InputStream in) {
    return new FilterInputStream(in) {
      @Override
      public int read() throws IOException {
        int b = super.read();
        if (b >= 0) {
          count(1);
        }
        return b;
      }

      @Override
      public int read(byte[] buffer, int offset, int length) throws IOException {
        int n = super.read(buffer, offset, length);
        count(Math.max(0, n));
        return n;
      }

      @Override
      public long skip(long n) throws IOException {
        long skipped = super.skip(n);
        count(skipped);
        return skipped;
      }
    };
  }
}

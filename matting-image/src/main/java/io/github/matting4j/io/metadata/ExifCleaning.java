package io.github.matting4j.io.metadata;

import io.github.matting4j.io.input.FileBytes;
import io.github.matting4j.io.metadata.TiffDirectory.Entry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Copies the known parts of an EXIF block, at the same positions, so that offsets hold, those of
 * maker's notes too. What is not copied is zero, or cut off at the end. Not thread-safe.
 */
public final class ExifCleaning {
  private static final int EXPOSURE = 0x8769;
  private static final int PLACE = 0x8825;
  private static final int INTEROPERABILITY = 0xA005;
  private static final int SHORT = 3;
  private static final int LONG = 4;

  /** Pixels and thumbnails, further directories, and containers that may hold thumbnails. */
  private static final Set<Integer> DROPPED =
      Set.of(
          0x0111, // strips
          0x0117, 0x0144, // tiles
          0x0145, 0x014A, // further directories
          0x0201, // a thumbnail
          0x0202, 0x02BC, // XMP
          0x8649); // Photoshop's resources

  private final byte[] block;
  private final byte[] clean;
  private int end = TiffDirectory.HEADER_BYTES;

  private ExifCleaning(byte[] block) {
    this.block = block;
    this.clean = new byte[block.length];
  }

  /** The cleaned block; empty where its main directory is cut. */
  public static Optional<byte[]> cleaned(byte[] block) throws IOException {
    TiffDirectory main = TiffDirectory.first(FileBytes.of(block));
    return main.isWhole() ? new ExifCleaning(block).copied(main) : Optional.empty();
  }

  private Optional<byte[]> copied(TiffDirectory main) throws IOException {
    System.arraycopy(block, 0, clean, 0, TiffDirectory.HEADER_BYTES);
    Optional<TiffDirectory> exposure = main.directory(EXPOSURE);
    Optional<TiffDirectory> place = main.directory(PLACE);
    Optional<TiffDirectory> interoperability =
        exposure.isPresent() ? exposure.get().directory(INTEROPERABILITY) : Optional.empty();
    List<TiffDirectory> all = new ArrayList<>(List.of(main));
    exposure.ifPresent(all::add);
    place.ifPresent(all::add);
    interoperability.ifPresent(all::add);
    for (TiffDirectory directory : all) {
      if (endOf(directory) > block.length) {
        return Optional.empty();
      }
      copyValues(directory);
    }
    for (TiffDirectory directory : all) { // last, so that no value overwrites a directory
      copyEntries(directory, exposure.isPresent(), place.isPresent(), interoperability.isPresent());
    }
    return Optional.of(Arrays.copyOf(clean, end));
  }

  private void copyValues(TiffDirectory directory) {
    for (Entry entry : directory.entries()) {
      if (entry.isOutside() && isKept(directory, entry)) {
        copy(entry.valuePosition(), entry.valueBytes() * entry.count(), entry.valuePosition());
      }
    }
  }

  private void copyEntries(
      TiffDirectory directory, boolean exposure, boolean place, boolean interoperability) {
    int start = (int) directory.start();
    Arrays.fill(clean, start, (int) endOf(directory), (byte) 0);
    int count = 0;
    for (Entry entry : directory.entries()) {
      boolean there =
          switch (entry.tag()) {
            case EXPOSURE -> exposure;
            case PLACE -> place;
            case INTEROPERABILITY -> interoperability;
            default -> isKept(directory, entry);
          };
      if (there) {
        int to = start + 2 + count++ * TiffDirectory.ENTRY_BYTES;
        copy(entry.at(), TiffDirectory.ENTRY_BYTES, to);
        if (entry.tag() == TiffDirectory.ORIENTATION) {
          setUpright(directory, entry, to);
        }
      }
    }
    boolean little = directory.isLittleEndian();
    clean[start] = (byte) (little ? count : count >> 8);
    clean[start + 1] = (byte) (little ? count >> 8 : count);
    end = (int) Math.max(end, endOf(directory));
  }

  private static boolean isKept(TiffDirectory directory, Entry entry) {
    return !DROPPED.contains(entry.tag())
        && entry.valueBytes() > 0
        && (!entry.isOutside()
            || (entry.valuePosition() >= TiffDirectory.HEADER_BYTES && directory.isInside(entry)));
  }

  /** Behind the entries and the offset of the next directory, which is not followed. */
  private static long endOf(TiffDirectory directory) {
    return directory.start() + 6L + (long) directory.entries().size() * TiffDirectory.ENTRY_BYTES;
  }

  private void setUpright(TiffDirectory directory, Entry entry, int at) {
    Arrays.fill(clean, at + 8, at + TiffDirectory.ENTRY_BYTES, (byte) 0);
    int size = entry.type() == SHORT ? 2 : entry.type() == LONG ? 4 : 1;
    clean[at + 8 + (directory.isLittleEndian() ? 0 : size - 1)] = TiffDirectory.UPRIGHT;
  }

  private void copy(long from, long bytes, long to) {
    System.arraycopy(block, (int) from, clean, (int) to, (int) bytes);
    end = (int) Math.max(end, to + bytes);
  }
}

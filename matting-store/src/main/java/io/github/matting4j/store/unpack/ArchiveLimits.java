package io.github.matting4j.store.unpack;

/**
 * What an archive may have.
 *
 * @param entries the number of files and folders
 * @param bytes the unpacked size of all
 * @param ratio the unpacked size by that of the archive
 */
public record ArchiveLimits(int entries, long bytes, int ratio) {
  /** 64 entries, 2 GiB, 100 times the size of the archive. */
  public static final ArchiveLimits STANDARD = new ArchiveLimits(64, 2L << 30, 100);
}

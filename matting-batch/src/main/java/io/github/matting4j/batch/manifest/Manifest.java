package io.github.matting4j.batch.manifest;

import io.github.matting4j.io.file.FileIdentities;
import io.github.matting4j.io.file.PathKeyIndex;
import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The file that remembers what was done: a line a photo, only ever appended to, the last line of a
 * photo counts. A line is handed to the system when its results have their final names, so a killed
 * process loses at most the lines of photos in flight; it is brought to the disk within about a
 * second and at the end, so a power cut loses a little more. Either way the photos are done again,
 * never believed done. Half a line at the end is cut off when the file is opened next; a damaged
 * line is counted and ignored.
 *
 * <p>One run at a time: the file is locked, where the file system knows locks. Written without
 * channels, which an interrupt would close.
 *
 * <p>Thread-safe.
 */
public final class Manifest implements Closeable {
  private static final long SYNC_NANOS = 1_000_000_000L;
  private static final long LOCKED_BYTE = Long.MAX_VALUE - 1; // no reader is disturbed there
  public static final int MAX_LINE_BYTES = 1 << 24;

  /** Files open in this JVM. Opening one again and closing it would drop the lock (POSIX). */
  private static final Set<Path> OPEN = ConcurrentHashMap.newKeySet();

  private final Path path;
  private final RandomAccessFile file;
  private final FileIdentities names;
  private final PathKeyIndex offsets = new PathKeyIndex();
  private long end;
  private long syncedAt = System.nanoTime();
  private boolean ended = true;
  private long damaged;
  private boolean closed;

  private Manifest(Path path, RandomAccessFile file, FileIdentities names) {
    this.path = path;
    this.file = file;
    this.names = names;
  }

  /** Sees every entry while the file is opened, in the file's order. */
  public interface Reader {
    void entry(long key, ManifestEntry entry);
  }

  /**
   * Opens the file, or makes it.
   *
   * @throws IOException if it is another run's, is no manifest, or cannot be read and written
   */
  public static Manifest open(Path path, FileIdentities names, Reader reader) throws IOException {
    Path folder = path.toAbsolutePath().normalize().getParent();
    if (folder == null || path.getFileName() == null) {
      throw new FileSystemException(path.toString(), null, "is no name of a file");
    }
    Files.createDirectories(folder);
    Path real = folder.toRealPath().resolve(path.getFileName());
    if (!OPEN.add(real)) {
      throw inUse(path);
    }
    RandomAccessFile file = null;
    try {
      file = new RandomAccessFile(real.toFile(), "rw");
      lock(path, file);
      Manifest manifest = new Manifest(real, file, names);
      manifest.load(reader);
      return manifest;
    } catch (IOException | RuntimeException | Error e) {
      if (file != null) {
        file.close();
      }
      OPEN.remove(real);
      throw e;
    }
  }

  private static void lock(Path path, RandomAccessFile file) throws IOException {
    FileLock lock;
    try {
      lock = file.getChannel().tryLock(LOCKED_BYTE, 1, false);
    } catch (OverlappingFileLockException e) {
      lock = null;
    } catch (IOException e) {
      return; // no locks here
    }
    if (lock == null) {
      throw inUse(path);
    }
  }

  private static IOException inUse(Path path) {
    return new FileSystemException(
        path.toString(),
        null,
        "another batch is writing this manifest; wait for it, or give this one another manifest"
            + " and output folder");
  }

  private void load(Reader reader) throws IOException {
    byte[] header = ManifestLines.header();
    byte[] start = new byte[(int) Math.min(file.length(), header.length)];
    file.seek(0);
    file.readFully(start);
    if (!Arrays.equals(start, Arrays.copyOf(header, start.length))) {
      throw new FileSystemException(
          path.toString(), null, "is not a manifest of matting4j; name another file");
    }
    if (start.length < header.length) { // new, or killed in its first moment
      file.setLength(0);
      append(header);
      return;
    }
    boolean[] lastWasEnd = {true};
    end =
        LineScan.scan(
            file,
            header.length,
            MAX_LINE_BYTES,
            (offset, line, length) -> {
              ManifestLines.Line read = ManifestLines.parse(line, length);
              lastWasEnd[0] = read.kind() == ManifestLines.Kind.END;
              damaged += read.kind() == ManifestLines.Kind.DAMAGED && length > 0 ? 1 : 0;
              ManifestEntry entry = read.photo();
              if (entry != null) {
                long key = names.entryKey(entry.input());
                offsets.put(key, offset);
                reader.entry(key, entry);
              }
            });
    ended = lastWasEnd[0] && end == file.length();
    file.setLength(end); // without the torn line, if any
  }

  /** Whether the last run on it came to its end, rather than being killed. */
  public boolean endedCleanly() {
    return ended;
  }

  /** How many lines were ignored when it was opened, as nothing can be made of them. */
  public long damagedLines() {
    return damaged;
  }

  /** What was last written of a photo with this key; two paths may share one by chance. */
  public synchronized @Nullable ManifestEntry find(long key) throws IOException {
    long offset = offsets.get(key);
    if (offset == PathKeyIndex.ABSENT) {
      return null;
    }
    byte[] line = LineScan.lineAt(file, offset, end);
    return ManifestLines.parse(line, line.length).photo();
  }

  public synchronized void append(long key, byte[] line) throws IOException {
    offsets.put(key, end);
    append(line);
  }

  /** Appends a whole line, or nothing. */
  public synchronized void append(byte[] line) throws IOException {
    try {
      file.seek(end);
      file.write(line);
    } catch (IOException e) {
      file.setLength(end);
      throw e;
    }
    end += line.length;
    if (System.nanoTime() - syncedAt > SYNC_NANOS) {
      sync();
    }
  }

  private void sync() throws IOException {
    file.getFD().sync();
    syncedAt = System.nanoTime();
  }

  @Override
  public synchronized void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    try (file) {
      sync();
    } finally {
      OPEN.remove(path);
    }
  }
}

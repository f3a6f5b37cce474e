package io.github.matting4j.batch.source;

import io.github.matting4j.batch.PhotoFile;
import io.github.matting4j.batch.PhotoSource;
import io.github.matting4j.batch.admission.TimedFiles;
import io.github.matting4j.io.ReadOptions;
import io.github.matting4j.io.file.FileIdentities;
import io.github.matting4j.io.file.PathKeyIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Photos as they appear in folders, without an end until {@link #end}. The folders are searched
 * again and again, which needs no events of the file system and therefore works on network drives
 * and in containers too.
 *
 * <p>A photo is given when two searches in a row, at least two seconds apart, found it with the
 * same size and time of change, so that it is no longer being written; and once more whenever that
 * changes. Empty files and the temporary names of browsers and copying programs ({@code .part},
 * {@code .crdownload}, {@code .tmp} and the like) are left out.
 *
 * <p>The searches take at most a tenth of the time. About 25 bytes are kept for each photo that is
 * in the folders. {@link #next} is for one thread at a time, the rest is thread-safe.
 */
public final class WatchedPhotos implements PhotoSource {
  private static final long MIN_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final int PAUSE_PER_SEARCH = 9;
  private static final Set<String> UNFINISHED =
      Set.of("part", "partial", "filepart", "crdownload", "download", "tmp", "temp");

  private final SearchStart searches;
  private final Pause pause;
  private final PhotoSource guard;
  private final Duration deadline = ReadOptions.defaults().deadline();
  private final FileIdentities names = FileIdentities.cached();
  private final CountDownLatch end = new CountDownLatch(1);
  private @Nullable PhotoSource search;
  private PathKeyIndex known = new PathKeyIndex();
  private PathKeyIndex found = new PathKeyIndex();
  private long searchNanos;
  private volatile SkippedFiles skipped = new SkippedFiles(Map.of(), 0);

  /** Starts a search. */
  interface SearchStart {
    PhotoSource start() throws IOException;
  }

  /** Waits between two searches. */
  interface Pause {
    void await(long nanos) throws InterruptedException;
  }

  private WatchedPhotos(SearchStart searches, @Nullable Pause pause) throws IOException {
    this.searches = searches;
    this.pause = pause == null ? nanos -> end.await(nanos, TimeUnit.NANOSECONDS) : pause;
    this.guard = searches.start();
  }

  /**
   * The photos of these folders.
   *
   * @throws IOException if they cannot be searched
   */
  public static WatchedPhotos of(BatchInputs inputs) throws IOException {
    return new WatchedPhotos(inputs::photos, null);
  }

  /** The photos of these searches, with another way of waiting. */
  static WatchedPhotos of(SearchStart searches, Pause pause) throws IOException {
    return new WatchedPhotos(searches, pause);
  }

  /** The photos of these searches. */
  static WatchedPhotos of(SearchStart searches) throws IOException {
    return new WatchedPhotos(searches, null);
  }

  /** Gives no more photos; a thread that waits for one gets none. Returns at once. */
  public void end() {
    end.countDown();
  }

  private boolean hasEnded() {
    return end.getCount() == 0;
  }

  /** The files that the last whole search skipped. */
  public SkippedFiles skipped() {
    return skipped;
  }

  @Override
  public boolean contains(Path file) {
    return guard.contains(file);
  }

  @Override
  public @Nullable PhotoFile next() throws IOException {
    try {
      while (!hasEnded()) {
        PhotoFile photo = searched();
        if (photo != null) {
          return photo;
        }
        pause.await(Math.max(MIN_PAUSE_NANOS, PAUSE_PER_SEARCH * searchNanos));
        searchNanos = 0;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return null;
  }

  /** The next photo that is due in this search; null at its end. */
  private @Nullable PhotoFile searched() throws IOException {
    long start = System.nanoTime();
    try {
      PhotoSource current = search == null ? searches.start() : search;
      search = current;
      PhotoFile photo = current.next();
      while (photo != null && !isDue(photo)) {
        photo = hasEnded() ? null : current.next();
      }
      if (photo == null) {
        endSearch(current);
        known = found;
        found = new PathKeyIndex();
      }
      return photo;
    } catch (IOException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw e;
      }
      if (search != null) {
        endSearch(search); // a folder was removed meanwhile: what is known stays known
      }
      return null;
    } finally {
      searchNanos += System.nanoTime() - start;
    }
  }

  private void endSearch(PhotoSource current) throws IOException {
    search = null;
    if (current instanceof BatchInputs.Photos all) {
      skipped = all.skipped();
    }
    current.close();
  }

  /** Whether a photo is as the last search found it, and was not given as it is now. */
  private boolean isDue(PhotoFile photo) throws IOException {
    if (isUnfinished(photo.file())) {
      return false;
    }
    OptionalLong stamp = stamp(photo.file());
    if (stamp.isEmpty()) {
      return false;
    }
    long key = names.entryKey(photo.file());
    long seen = stamp.getAsLong() & ~1;
    long given = seen | 1;
    long last = known.get(key);
    found.put(key, last == seen || last == given ? given : seen);
    if (last == seen) {
      known.put(key, given); // a search that fails is begun again
    }
    return last == seen;
  }

  private static boolean isUnfinished(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    return UNFINISHED.contains(name.substring(name.lastIndexOf('.') + 1));
  }

  /** Of size and time of change, not negative; none of an empty file. */
  private OptionalLong stamp(Path file) throws IOException {
    try {
      BasicFileAttributes attributes =
          TimedFiles.call(
              file, deadline, () -> Files.readAttributes(file, BasicFileAttributes.class));
      long modified = attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS);
      return attributes.isRegularFile() && attributes.size() == 0
          ? OptionalLong.empty()
          : OptionalLong.of(mixed(modified + mixed(attributes.size())));
    } catch (IOException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw e;
      }
      return OptionalLong.of(0); // given once, so that it is reported
    }
  }

  /** Spreads the bits of a number, as the end of MurmurHash3 does; not negative. */
  private static long mixed(long value) {
    long h = value;
    h = (h ^ (h >>> 33)) * 0xff51afd7ed558ccdL;
    h = (h ^ (h >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return (h ^ (h >>> 33)) & Long.MAX_VALUE;
  }

  @Override
  public void close() throws IOException {
    end();
    try (PhotoSource opened = guard) {
      if (search != null) {
        search.close();
      }
    }
  }
}

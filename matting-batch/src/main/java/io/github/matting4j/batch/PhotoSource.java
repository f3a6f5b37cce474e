package io.github.matting4j.batch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Where photos come from, one after the other. They are asked for when a worker is free and not
 * before, so that millions need not be held.
 *
 * <p>Used by one thread at a time, though not always the same.
 */
@FunctionalInterface
public interface PhotoSource extends AutoCloseable {

  /**
   * The next photo, or null when there are no more. May wait; a thread that is interrupted
   * meanwhile shall not wait on.
   *
   * @throws IOException if no more can be found out; the batch then ends with it
   */
  @Nullable PhotoFile next() throws IOException;

  /**
   * Whether the file is one of the photos, or may be: no result is ever written over such a file.
   * The photo at hand itself is safe whatever this says. A source whose photos may lie where
   * results go should know. Must be thread-safe.
   *
   * @param file absolute, without symbolic links
   */
  default boolean contains(Path file) {
    return false;
  }

  /** Lets go of folders and files that are open. */
  @Override
  default void close() throws IOException {}

  /** These photos; results are named after the files alone. */
  static PhotoSource of(Collection<Path> files) {
    return new FileSource(files);
  }

  /** What is found in a folder and all folders below it. */
  static PhotoSource below(Path folder) {
    return FolderSource.of(folder);
  }
}

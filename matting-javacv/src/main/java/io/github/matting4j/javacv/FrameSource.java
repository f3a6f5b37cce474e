package io.github.matting4j.javacv;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One stage of a pipeline: gives its elements one after the other. One thread at a time uses it.
 */
interface FrameSource<T> extends AutoCloseable {
  /**
   * The next element.
   *
   * @return null at the end
   */
  @Nullable T next() throws IOException;

  /**
   * Frees this stage and those before it. Idempotent. Another thread may still be in {@link #next},
   * if that cannot be ended; what it uses is then freed when it returns.
   */
  @Override
  void close() throws IOException;
}

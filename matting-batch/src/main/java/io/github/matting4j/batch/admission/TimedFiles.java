package io.github.matting4j.batch.admission;

import io.github.matting4j.io.file.FileCalls;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Looks at files and folders within a time, on file systems that may not answer. */
public final class TimedFiles {
  private TimedFiles() {}

  /**
   * Makes a call of the file system.
   *
   * @param file what it is about, for messages
   * @throws FileSystemException if it takes longer than the limit
   * @throws InterruptedIOException if the calling thread is interrupted; the flag stays set
   * @throws IOException if the call fails
   */
  public static <T> T call(Path file, Duration limit, FileCalls.Call<T> call) throws IOException {
    try {
      return FileCalls.within(TimeUnit.NANOSECONDS.convert(limit), call);
    } catch (TimeoutException e) {
      FileSystemException late =
          new FileSystemException(
              file.toString(),
              null,
              "the file system did not answer within "
                  + limit.toMillis()
                  + " ms; check the disk or the connection to it");
      late.initCause(e);
      throw late;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      InterruptedIOException stopped =
          new InterruptedIOException("interrupted while looking at " + file);
      stopped.initCause(e);
      throw stopped;
    }
  }
}

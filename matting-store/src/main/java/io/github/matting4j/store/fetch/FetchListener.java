package io.github.matting4j.store.fetch;

import java.io.IOException;
import java.util.OptionalLong;

/** Receives the progress of a fetch, on the thread that fetches. */
public interface FetchListener {
  /**
   * The server has answered; nothing of this answer is written yet.
   *
   * @param total the size of the whole file, if the server states it
   * @param present how much of it is there
   * @throws IOException to end the fetch
   */
  void sized(OptionalLong total, long present) throws IOException;

  /** Reports the bytes present so far. */
  void progress(long present, OptionalLong total);

  /** A sentence about a further attempt. */
  void note(String sentence);
}

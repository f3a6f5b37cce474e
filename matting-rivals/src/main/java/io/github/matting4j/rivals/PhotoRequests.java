package io.github.matting4j.rivals;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The Java side of {@code scripts/rivals/contract.py}: each line of standard input is {@code
 * PHOTO<tab>RESULT}, with a third part where the task needs one, and is answered by an empty line.
 */
final class PhotoRequests {
  private PhotoRequests() {}

  /** One photo of a task. */
  interface Task {
    /** {@code known} is the third part, or the last one where there is none. */
    void run(Path photo, Path result, Path known) throws IOException;
  }

  /**
   * Says that the model is open and answers requests until standard input ends.
   *
   * @param versions members of a JSON object, the compared library first
   */
  @SuppressWarnings("SystemOut") // the driver reads it
  static void serve(String versions, Task task) throws IOException {
    System.out.println("{" + versions + ", \"java\": \"" + Runtime.version() + "\"}");
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      String[] parts = line.split("\t", -1);
      task.run(Path.of(parts[0]), Path.of(parts[1]), Path.of(parts[parts.length - 1]));
      System.out.println();
    }
  }
}

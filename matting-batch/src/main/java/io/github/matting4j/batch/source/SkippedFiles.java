package io.github.matting4j.batch.source;

import java.util.Collections;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

/**
 * The files of folders that are no photos.
 *
 * @param byExtension number of files by extension in lower case; "" for none
 * @param notRegular number of pipes, sockets and devices
 */
public record SkippedFiles(Map<String, Long> byExtension, long notRegular) {
  /** Copies the map, sorted by extension. */
  public SkippedFiles {
    byExtension = Collections.unmodifiableSortedMap(new TreeMap<>(byExtension));
  }

  /** Whether there were none. */
  public boolean isEmpty() {
    return byExtension.isEmpty() && notRegular == 0;
  }

  /** {@code "1 non-image file (.txt), 2 not regular files (pipes, sockets, devices)"}. */
  @Override
  public String toString() {
    StringJoiner text = new StringJoiner(", ");
    byExtension.forEach(
        (extension, count) ->
            text.add(
                count
                    + (count == 1 ? " non-image file " : " non-image files ")
                    + (extension.isEmpty() ? "(no extension)" : "(." + extension + ")")));
    if (notRegular > 0) {
      text.add(notRegular + " not regular files (pipes, sockets, devices)");
    }
    return text.toString();
  }
}

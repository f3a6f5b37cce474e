package io.github.matting4j.io.input;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Warnings about a file that was read. Not thread-safe. */
public final class ReadNotes {
  public static final String NO_END = "the file lacks its end marker";
  public static final String DAMAGED =
      "the file is cut short or damaged; parts of the picture may be wrong";

  private final Set<String> sentences = new LinkedHashSet<>();

  public void add(String sentence) {
    sentences.add(sentence);
  }

  public List<String> sentences() {
    return List.copyOf(sentences);
  }
}

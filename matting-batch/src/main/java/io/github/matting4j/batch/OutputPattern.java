package io.github.matting4j.batch;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the files of results are named: a folder, and below it a pattern of {@code {dir}} (the
 * folders of the photo's {@linkplain PhotoFile#relativePath relative path}), {@code {name}} (its
 * name without extension), {@code {ext}} (its extension) and {@code {kind}} (of the result).
 *
 * <p>Immutable.
 */
public final class OutputPattern {
  /** Keeps the photos' folders; {@code a/x.jpg} gives {@code a/x_alpha.png}. */
  public static final String DEFAULT = "{dir}/{name}_{kind}.png";

  private static final Pattern PART = Pattern.compile("\\{([^{}]*)\\}");
  private static final List<String> PARTS = List.of("dir", "name", "ext", "kind");

  private final Path folder;
  private final String pattern;
  private final List<String> kinds;

  private OutputPattern(Path folder, String pattern, List<String> kinds) {
    this.folder = folder.toAbsolutePath().normalize();
    this.pattern = pattern;
    this.kinds = List.copyOf(kinds);
  }

  /** Files of these kinds in a folder, named as {@link #DEFAULT}. */
  public static OutputPattern in(Path folder, String... kinds) {
    return of(folder, DEFAULT, List.of(kinds));
  }

  /**
   * Files of these kinds in a folder, named after a pattern.
   *
   * @throws IllegalArgumentException if the pattern has an unknown part, lacks {@code {name}},
   *     lacks {@code {kind}} though there are several, or leads out of the folder
   */
  public static OutputPattern of(Path folder, String pattern, List<String> kinds) {
    Matcher part = PART.matcher(pattern);
    while (part.find()) {
      if (!PARTS.contains(part.group(1))) {
        throw new IllegalArgumentException(
            "the pattern "
                + pattern
                + " has "
                + part.group()
                + "; there are {dir}, {name}, {ext}"
                + " and {kind}");
      }
    }
    for (String kind : kinds) {
      if (!kind.matches("[A-Za-z0-9_-]+")) {
        throw new IllegalArgumentException(
            "a kind of result is '" + kind + "'; use letters, digits, hyphens");
      }
    }
    require(pattern, "{name}", "photos would overwrite each other");
    if (kinds.size() > 1) {
      require(
          pattern,
          "{kind}",
          "the "
              + kinds.size()
              + " results of a photo ("
              + String.join(", ", kinds)
              + ") would overwrite each other");
    }
    Path relative = folder.getFileSystem().getPath(pattern);
    if (relative.getRoot() != null || relative.normalize().startsWith("..")) {
      throw new IllegalArgumentException(
          "the pattern " + pattern + " leads out of the folder " + folder + "; make it relative");
    }
    return new OutputPattern(folder, pattern, kinds);
  }

  private static void require(String pattern, String part, String why) {
    if (!pattern.contains(part)) {
      throw new IllegalArgumentException(
          "the pattern " + pattern + " has no " + part + ", so " + why);
    }
  }

  /** The folder that holds all results, absolute. */
  public Path folder() {
    return folder;
  }

  /** The kinds of results, in order. */
  public List<String> kinds() {
    return kinds;
  }

  /** The results of one photo by kind, absolute, in the order of the kinds. */
  public Map<String, Path> outputs(PhotoFile photo) {
    Map<String, Path> outputs = new LinkedHashMap<>();
    for (String kind : kinds) {
      outputs.put(kind, output(photo, kind));
    }
    return Collections.unmodifiableMap(outputs);
  }

  private Path output(PhotoFile photo, String kind) {
    Path parent = photo.relativePath().getParent();
    String file = Objects.requireNonNull(photo.relativePath().getFileName()).toString();
    int dot = file.lastIndexOf('.');
    Map<String, String> values =
        Map.of(
            "dir", parent == null ? "" : parent.toString(),
            "name", dot > 0 ? file.substring(0, dot) : file,
            "ext", dot > 0 ? file.substring(dot + 1) : "",
            "kind", kind);
    String name =
        PART.matcher(pattern)
            .replaceAll(part -> Matcher.quoteReplacement(values.getOrDefault(part.group(1), "")));
    return folder.resolve(name.replaceFirst("^[/\\\\]+", "")).normalize();
  }
}

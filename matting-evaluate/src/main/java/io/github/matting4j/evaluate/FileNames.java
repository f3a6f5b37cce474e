package io.github.matting4j.evaluate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Names of picture files. Stateless. */
final class FileNames {
  /** Lossless first: where a truth exists twice, it is taken. */
  private static final List<String> PICTURES = List.of(".png", ".tif", ".tiff", ".jpg", ".jpeg");

  private FileNames() {}

  static String of(Path file) {
    Path last = file.getFileName();
    return last == null ? file.toString() : last.toString();
  }

  /** The file name without its extension. */
  static String stem(Path file) {
    String name = of(file);
    return name.substring(0, name.length() - extension(name).length());
  }

  /** The pictures of a folder, by name; of one stem the lossless first. */
  static List<Path> pictures(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> !extension(of(file)).isEmpty() && !of(file).startsWith("."))
          .filter(file -> !Files.isDirectory(file))
          .sorted(
              (a, b) -> {
                int order = stem(a).compareTo(stem(b));
                return order != 0 ? order : Integer.compare(rank(a), rank(b));
              })
          .toList();
    }
  }

  private static int rank(Path file) {
    return PICTURES.indexOf(extension(of(file)).toLowerCase(Locale.ROOT));
  }

  private static String extension(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return PICTURES.stream()
        .filter(lower::endsWith)
        .findFirst()
        .map(known -> name.substring(name.length() - known.length()))
        .orElse("");
  }
}

package io.github.matting4j.evaluate.measure;

import io.github.matting4j.batch.source.PhotoFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Names of picture files. Stateless. */
public final class FileNames {
  private static final List<String> LOSSLESS = List.of(".png", ".tif", ".tiff");

  private FileNames() {}

  public static String of(Path file) {
    Path last = file.getFileName();
    return last == null ? file.toString() : last.toString();
  }

  /** The file name without its extension. */
  public static String stem(Path file) {
    String name = of(file);
    return name.substring(0, name.length() - extension(name).length());
  }

  /** The photos of a folder by name; of one stem the lossless first. */
  public static List<Path> pictures(Path folder) throws IOException {
    return PhotoFolder.photos(folder).stream()
        .sorted(Comparator.comparing(FileNames::stem).thenComparing(FileNames::rank))
        .toList();
  }

  private static int rank(Path file) {
    return LOSSLESS.contains(extension(of(file)).toLowerCase(Locale.ROOT)) ? 0 : 1;
  }

  private static String extension(String name) {
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(dot) : "";
  }
}

package io.github.matting4j.spark;

import io.github.matting4j.batch.OutputPattern;
import io.github.matting4j.batch.PhotoFile;
import io.github.matting4j.batch.cutout.ResultKind;
import io.github.matting4j.io.OutputFormat;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.InvalidPathException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * Names the files of results as a batch does, on any file system.
 *
 * @param folder of the results, qualified
 * @param below the folder that the photos' relative paths start from, qualified; null if names are
 *     made of the photos' own names alone
 * @param pattern as {@link OutputPattern} has it
 * @param kinds of results
 */
record ResultNames(String folder, @Nullable String below, String pattern, List<String> kinds)
    implements Serializable {

  /** Only to be named in; results do not go there. */
  private static final java.nio.file.Path NOWHERE = java.nio.file.Path.of("").toAbsolutePath();

  /** Checks the pattern, and copies the list. */
  ResultNames {
    kinds = List.copyOf(kinds);
    OutputPattern outputs = OutputPattern.of(NOWHERE, pattern, kinds);
    ResultKind.checkFormats(outputs);
    java.nio.file.Path matte =
        outputs.outputs(PhotoFile.of(java.nio.file.Path.of("x.jpg"))).get(ResultKind.ALPHA.label());
    if (matte != null && OutputFormat.of(matte) != OutputFormat.PNG) {
      throw new IllegalArgumentException(
          "the pattern makes "
              + matte.getFileName()
              + " of a matte, and mattes are written as PNG on a cluster; let it end in .png");
    }
  }

  /** A path with its scheme and authority. */
  static Path qualified(String path, Configuration hadoop) throws IOException {
    Path parsed = new Path(path);
    return parsed.getFileSystem(hadoop).makeQualified(parsed);
  }

  /** The photo of a path as Spark gives it. */
  static PhotoFile photo(String path, @Nullable String below) {
    String relative = relative(path, below);
    try {
      java.nio.file.Path name = java.nio.file.Path.of(relative);
      return new PhotoFile(name, name);
    } catch (InvalidPathException e) {
      return PhotoFile.unusable(relative);
    } catch (IllegalArgumentException e) {
      return new PhotoFile(
          java.nio.file.Path.of("unusable"),
          java.nio.file.Path.of("unusable"),
          Optional.of("'" + path + "' is no name of a file"));
    }
  }

  private static String relative(String path, @Nullable String below) {
    if (below != null) {
      String folder = below.endsWith("/") ? below : below + "/";
      if (path.startsWith(folder) && path.length() > folder.length()) {
        return path.substring(folder.length());
      }
    }
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /**
   * The photo's results by kind.
   *
   * @throws InvalidPathException if one cannot be a file's name
   */
  Map<String, Path> outputs(PhotoFile photo) {
    Map<String, Path> outputs = new LinkedHashMap<>();
    OutputPattern.of(NOWHERE, pattern, kinds)
        .outputs(photo)
        .forEach(
            (kind, file) -> {
              String name = NOWHERE.relativize(file).toString().replace('\\', '/');
              outputs.put(kind, new Path(folder, new Path(null, null, name)));
            });
    return outputs;
  }
}

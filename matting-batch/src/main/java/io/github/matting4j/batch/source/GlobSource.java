package io.github.matting4j.batch.source;

import io.github.matting4j.batch.FolderSource;
import io.github.matting4j.batch.PhotoFile;
import io.github.matting4j.batch.PhotoSource;
import io.github.matting4j.io.file.FileIdentities;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The photos whose path matches a pattern of {@code *}, {@code ?}, {@code [..]}, {@code {a,b}} and
 * {@code **}. If there is none, the pattern itself becomes a photo that fails.
 */
public final class GlobSource implements PhotoSource {
  private final String pattern;
  private final PathMatcher matcher;
  private final Path top;
  private final Optional<Path> base;
  private final FolderSource folder;
  private boolean found;
  private boolean ended;

  private GlobSource(String pattern, Path top, String rest, Optional<Path> base, Path results) {
    this.pattern = pattern;
    this.top = top;
    this.base = base;
    this.matcher = top.getFileSystem().getPathMatcher("glob:" + rest);
    FolderSource all = FolderSource.of(top).excluding(results);
    this.folder = rest.contains("/") || rest.contains("**") ? all : all.flat();
  }

  public static boolean isPattern(String text) {
    return text.matches(".*[*?\\[{].*");
  }

  /** Splits off the folders before the first wildcard, which is where the search begins. */
  public static GlobSource of(String pattern, Optional<Path> base, Path results) {
    return of(FileSystems.getDefault(), pattern, base, results);
  }

  static GlobSource of(FileSystem files, String pattern, Optional<Path> base, Path results) {
    String[] parts = pattern.replace('\\', '/').split("/", -1);
    int fixed = 0;
    while (fixed < parts.length - 1 && !isPattern(parts[fixed])) {
      fixed++;
    }
    String top = String.join("/", Arrays.copyOf(parts, fixed));
    String rest = String.join("/", Arrays.copyOfRange(parts, fixed, parts.length));
    // With its slash: C: alone is the current folder of that drive.
    Path folder = files.getPath(fixed == 0 ? "." : top + "/");
    return new GlobSource(pattern, folder, rest, base, results);
  }

  @Override
  public @Nullable PhotoFile next() throws IOException {
    if (ended) {
      return null;
    }
    for (PhotoFile photo = folder.next(); photo != null; photo = folder.next()) {
      if (matcher.matches(photo.relativePath())) {
        found = true;
        return base.isPresent() ? ListSource.photo(photo.file(), base) : photo;
      }
    }
    ended = true;
    return found ? null : ListSource.photo(pattern, Optional.empty());
  }

  @Override
  public boolean contains(Path file) {
    Path real = FileIdentities.fresh().target(top);
    return folder.contains(file)
        && (!file.startsWith(real) || matcher.matches(real.relativize(file)));
  }

  /** How many pipes, sockets and devices were skipped so far. */
  public long notRegular() {
    return folder.notRegular();
  }

  @Override
  public void close() throws IOException {
    folder.close();
  }
}

package io.github.matting4j.batch.source;

import io.github.matting4j.batch.PhotoFile;
import io.github.matting4j.batch.PhotoSource;
import io.github.matting4j.io.file.FileIdentities;
import io.github.matting4j.io.file.PathKeyIndex;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The photos that a file lists, one path a line or ended by NUL, read as they are asked for. Paths
 * are relative to the current folder; empty ones are skipped. The list is read twice: none of its
 * photos is overwritten, so all must be known first, about 25 bytes each.
 */
public final class ListSource implements PhotoSource {
  private final InputStream bytes;
  private final boolean nul;
  private final Optional<Path> base;
  private final FileIdentities identities;
  private final PathKeyIndex all;

  private ListSource(
      InputStream bytes,
      boolean nul,
      Optional<Path> base,
      FileIdentities identities,
      PathKeyIndex all) {
    this.bytes = bytes;
    this.nul = nul;
    this.base = base;
    this.identities = identities;
    this.all = all;
  }

  /**
   * Opens a list.
   *
   * @param nul whether NUL ends a path, not the line
   * @param base what results' folders are relative to
   */
  public static ListSource open(Path list, boolean nul, Optional<Path> base) throws IOException {
    FileIdentities identities = FileIdentities.cached();
    PathKeyIndex all = new PathKeyIndex();
    try (ListSource first = new ListSource(stream(list), nul, base, identities, all)) {
      for (PhotoFile photo = first.next(); photo != null; photo = first.next()) {
        all.put(identities.targetKey(photo.file()), 0);
      }
    }
    return new ListSource(stream(list), nul, base, identities, all);
  }

  private static InputStream stream(Path list) throws IOException {
    return new BufferedInputStream(Files.newInputStream(list));
  }

  @Override
  public @Nullable PhotoFile next() throws IOException {
    for (String path = line(); path != null; path = line()) {
      if (!path.isEmpty()) {
        return photo(path, base);
      }
    }
    return null;
  }

  /** A photo that was named. */
  public static PhotoFile photo(String path, Optional<Path> base) {
    try {
      return photo(Path.of(path), base);
    } catch (IllegalArgumentException e) {
      return PhotoFile.unusable(path);
    }
  }

  /** A photo that was named or found. */
  public static PhotoFile photo(Path file, Optional<Path> base) {
    Path from = base.map(folder -> folder.toAbsolutePath().normalize()).orElse(Path.of(""));
    Path at = base.isPresent() ? file.toAbsolutePath().normalize() : file.normalize();
    boolean inside = base.isPresent() ? at.startsWith(from) : isBelowHere(at);
    return inside && !at.equals(from)
        ? new PhotoFile(file, base.isPresent() ? from.relativize(at) : at)
        : PhotoFile.of(file);
  }

  private static boolean isBelowHere(Path path) {
    return path.getRoot() == null && !path.startsWith("..") && !path.toString().isEmpty();
  }

  private @Nullable String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int end = nul ? 0 : '\n';
    int next = bytes.read();
    if (next < 0) {
      return null;
    }
    while (next >= 0 && next != end) {
      line.write(next);
      next = bytes.read();
    }
    String text = line.toString(StandardCharsets.UTF_8);
    return !nul && text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }

  @Override
  public boolean contains(Path file) {
    return all.get(identities.targetKey(file)) != PathKeyIndex.ABSENT;
  }

  @Override
  public void close() throws IOException {
    bytes.close();
  }
}

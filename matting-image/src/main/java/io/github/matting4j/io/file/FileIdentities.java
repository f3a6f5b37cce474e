package io.github.matting4j.io.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Tells which paths lead to one file, whether it exists or is going to be made: links are followed,
 * and spellings that the file system takes for the same are one. Hard links count as different
 * files; {@link Files#isSameFile} recognises them.
 *
 * <p>Never fails: the path of a folder that cannot be read is taken as it is written.
 *
 * <p>Thread-safe.
 */
public final class FileIdentities {
  private static final int MAX_LINKS = 40;
  private static final int MAX_FOLDERS = 256;

  private final boolean cached;
  private final Map<Path, Folder> folders = new LinkedHashMap<>();

  private FileIdentities(boolean cached) {
    this.cached = cached;
  }

  /**
   * A folder.
   *
   * @param real without links
   * @param folding of the names in it
   */
  private record Folder(Path real, NameFolding folding) {}

  /** Reads the file system for every path: to decide what is written now. */
  public static FileIdentities fresh() {
    return new FileIdentities(false);
  }

  /**
   * Reads each folder once: for many paths at a time, where a folder that is replaced by a link
   * meanwhile does no harm.
   */
  public static FileIdentities cached() {
    return new FileIdentities(true);
  }

  /**
   * Whether the name of a file survives being made text and a path again. Bytes that are no text in
   * the encoding of file names do not, and two such files may have the same text.
   */
  public static boolean isRepresentable(Path file) {
    try {
      return file.getFileSystem().getPath(file.toString()).equals(file);
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /** The file itself, absolute: what is read, or replaced, by this path. */
  public Path target(Path file) {
    Path at = file.toAbsolutePath();
    for (int i = 0; i < MAX_LINKS; i++) {
      at = entry(at);
      if (!Files.isSymbolicLink(at)) {
        return at;
      }
      try {
        at = at.resolveSibling(Files.readSymbolicLink(at));
      } catch (IOException e) {
        return at;
      }
    }
    return at; // a loop, which cannot be read or written
  }

  /** The path without links to folders; a link to a file is not followed. */
  public Path entry(Path file) {
    Path absolute = file.toAbsolutePath();
    Path parent = absolute.getParent();
    return parent == null
        ? absolute
        : folder(parent).real().resolve(Objects.requireNonNull(absolute.getFileName())).normalize();
  }

  /**
   * A 63-bit key of {@link #target}. Of a million files two share one by chance once in ten million
   * cases; callers must be correct then too.
   */
  public long targetKey(Path file) {
    return key(target(file));
  }

  /** As {@link #targetKey}, of {@link #entry}. */
  public long entryKey(Path file) {
    return key(entry(file));
  }

  private long key(Path resolved) {
    Path parent = resolved.getParent();
    NameFolding folding = parent == null ? NameFolding.EXACT : folder(parent).folding();
    byte[] name = folding.fold(resolved.toString()).getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.wrap(Sha256.newDigest().digest(name)).getLong() & Long.MAX_VALUE;
  }

  private Folder folder(Path folder) {
    if (!cached) {
      return lookUp(folder);
    }
    synchronized (folders) {
      Folder known = folders.get(folder);
      if (known == null) {
        known = lookUp(folder);
        if (folders.size() >= MAX_FOLDERS) {
          folders.clear();
        }
        folders.put(folder, known);
      }
      return known;
    }
  }

  private Folder lookUp(Path folder) {
    Path real = real(folder);
    return new Folder(real, NameFolding.of(real));
  }

  private static Path real(Path folder) {
    try {
      return folder.toRealPath();
    } catch (IOException e) {
      Path parent = folder.getParent();
      Path name = folder.getFileName();
      if (parent == null || name == null) {
        return folder;
      }
      Path path = real(parent).resolve(name).normalize(); // not made yet
      return Files.exists(path) && !path.equals(folder) ? real(path) : path;
    }
  }
}

package io.github.matting4j.store.unpack;

import io.github.matting4j.io.file.NameBelow;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Unpacks all files of a ZIP archive with their folders. Stateless. */
public final class TreeUnpacker {
  private static final int BUFFER = 1 << 16;

  private TreeUnpacker() {}

  /**
   * Unpacks an archive. What macOS adds ({@code __MACOSX}, {@code .DS_Store}) is left out.
   *
   * @param file a ZIP archive
   * @param into an empty folder
   * @throws ArchiveException if it is no ZIP archive, is damaged, exceeds a limit, or has a name
   *     that leads out of the folder or is there twice
   * @throws IOException if a file cannot be read or written
   */
  public static void unpack(Path file, Path into, ArchiveLimits limits) throws IOException {
    UnpackBudget budget = new UnpackBudget(limits, Files.size(file));
    int[] files = new int[1];
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER)) {
      ArchiveEntries.ofZip(
          in,
          budget,
          (name, content) -> {
            files[0]++;
            if (!isOfMacOs(name)) {
              copy(content, target(name, into), name);
            }
          });
    }
    if (files[0] == 0) {
      throw new ArchiveException("it is no ZIP archive, or an empty one");
    }
  }

  private static boolean isOfMacOs(String name) {
    return name.startsWith("__MACOSX/") || name.endsWith("/.DS_Store") || name.equals(".DS_Store");
  }

  private static Path target(String name, Path into) throws IOException {
    return NameBelow.resolve(into, name)
        .orElseThrow(
            () ->
                new ArchiveException(
                    "the entry '"
                        + name
                        + "' leads out of the archive's folder or is no name of a file"));
  }

  private static void copy(InputStream content, Path target, String name) throws IOException {
    Files.createDirectories(target.getParent());
    try {
      Files.copy(content, target);
    } catch (FileAlreadyExistsException e) {
      throw new ArchiveException("the entry '" + name + "' is there twice", e);
    }
  }
}

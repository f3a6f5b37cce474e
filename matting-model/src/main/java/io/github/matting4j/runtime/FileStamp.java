package io.github.matting4j.runtime;

import io.github.matting4j.model.ModelLoadException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * File attributes that change when the file or its content does: a different stamp means a
 * different file or different content. On Unix they include the time of the last status change,
 * which cannot be set back.
 *
 * @param size in bytes
 * @param modified when the content changed last
 * @param identity of the file and its last status change; empty where neither is known
 */
public record FileStamp(long size, String modified, String identity) {
  /**
   * Reads the stamp.
   *
   * @throws ModelLoadException if the file's attributes cannot be read
   */
  public static FileStamp of(Path file) {
    try {
      BasicFileAttributes basic = Files.readAttributes(file, BasicFileAttributes.class);
      String changed =
          file.getFileSystem().supportedFileAttributeViews().contains("unix")
              ? String.valueOf(Files.getAttribute(file, "unix:ctime"))
              : "";
      return new FileStamp(
          basic.size(), basic.lastModifiedTime().toString(), basic.fileKey() + " " + changed);
    } catch (IOException e) {
      throw new ModelLoadException("cannot look at the model file " + file + ": " + e, e);
    }
  }
}

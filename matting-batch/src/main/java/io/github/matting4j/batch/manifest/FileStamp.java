package io.github.matting4j.batch.manifest;

import io.github.matting4j.batch.admission.TimedFiles;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;

/**
 * What tells that a file has changed without reading it.
 *
 * @param size in bytes
 * @param modified ISO 8601, as precise as the file system has it
 */
public record FileStamp(long size, String modified) {

  /**
   * Looks at a file.
   *
   * @param limit how long that may take
   * @throws IOException if it is no regular file or folder, or cannot be looked at in time
   */
  public static FileStamp of(Path file, Duration limit) throws IOException {
    return TimedFiles.call(file, limit, () -> of(file));
  }

  private static FileStamp of(Path file) throws IOException {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      if (attributes.isOther()) {
        throw new FileSystemException(
            file.toString(), null, "is a pipe, a socket or a device; only regular files are read");
      }
      return new FileStamp(attributes.size(), attributes.lastModifiedTime().toString());
    } catch (NoSuchFileException e) {
      NoSuchFileException missing =
          new NoSuchFileException(file.toString(), null, "there is no such file");
      missing.initCause(e);
      throw missing;
    }
  }
}

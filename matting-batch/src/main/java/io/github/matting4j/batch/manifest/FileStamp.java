package io.github.matting4j.batch.manifest;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * What tells that a file has changed without reading it.
 *
 * @param size in bytes
 * @param modified ISO 8601, as precise as the file system has it
 */
public record FileStamp(long size, String modified) {

  public static FileStamp of(Path file) throws IOException {
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

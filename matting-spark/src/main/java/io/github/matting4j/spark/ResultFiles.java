package io.github.matting4j.spark;

import io.github.matting4j.image.ImageReadException;
import io.github.matting4j.io.file.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.util.EnumSet;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;

/**
 * Whole files on the file systems of Hadoop. Local files go through the batch's own writer; others
 * to a temporary file in the target's folder, which is renamed over the target. Attempts of one
 * task may write the same file at the same time: each has its own temporary file, and the contents
 * are equal. Thread-safe.
 */
final class ResultFiles {
  private static final String LOCAL = "file";

  private final Configuration hadoop;

  ResultFiles(Configuration hadoop) {
    this.hadoop = hadoop;
  }

  /** Whether it is a file of this machine. */
  static boolean isLocal(Path file) {
    return LOCAL.equals(file.toUri().getScheme());
  }

  /** A local file as the JDK has it. */
  static java.nio.file.Path local(Path file) {
    return java.nio.file.Path.of(file.toUri().getPath());
  }

  /** Makes the file hold these bytes, or leaves it as it was; makes its folders. */
  void write(Path target, byte[] data) throws IOException {
    if (isLocal(target)) {
      java.nio.file.Path file = local(target);
      Files.createDirectories(file.resolveSibling(""));
      AtomicFile.write(file, stream -> stream.write(data));
      return;
    }
    FileContext files = FileContext.getFileContext(target.toUri(), hadoop);
    Path temporary = new Path(target.getParent(), ".matting4j-" + UUID.randomUUID() + ".tmp");
    try {
      try (FSDataOutputStream stream =
          files.create(
              temporary, EnumSet.of(CreateFlag.CREATE), Options.CreateOpts.createParent())) {
        stream.write(data);
      }
      files.rename(temporary, target, Options.Rename.OVERWRITE);
    } catch (IOException | RuntimeException | Error e) {
      deleteQuietly(files, temporary);
      throw e;
    }
  }

  private static void deleteQuietly(FileContext files, Path file) {
    try {
      files.delete(file, false);
    } catch (IOException | RuntimeException e) {
      // The failure that led here counts; the name is hidden from listings.
    }
  }

  /**
   * Reads a whole file.
   *
   * @param maxBytes of the file
   * @throws IOException if it cannot be read, or is longer
   */
  byte[] read(Path file, long maxBytes) throws IOException {
    FileSystem files = file.getFileSystem(hadoop);
    FileStatus status = files.getFileStatus(file);
    if (!status.isFile()) {
      throw new IOException(file + " is a folder; only files are read");
    }
    if (status.getLen() > maxBytes) {
      throw new ImageReadException(
          ImageReadException.Reason.LIMIT,
          "the file has "
              + status.getLen()
              + " bytes, more than the limit of "
              + maxBytes
              + "; allow larger files");
    }
    byte[] data = new byte[(int) status.getLen()];
    try (FSDataInputStream stream = files.open(file)) {
      stream.readFully(0, data);
    }
    return data;
  }

  /** The size in bytes, or -1 if there is no such file. */
  long size(Path file) throws IOException {
    try {
      return file.getFileSystem(hadoop).getFileStatus(file).getLen();
    } catch (java.io.FileNotFoundException e) {
      return -1;
    }
  }

  boolean exists(Path file) throws IOException {
    return file.getFileSystem(hadoop).exists(file);
  }

  /** Makes an empty file, and its folders. */
  void mark(Path file) throws IOException {
    try (FSDataOutputStream stream = file.getFileSystem(hadoop).create(file, true)) {
      stream.hflush();
    }
  }

  /** Deletes a file, if it is there. */
  void delete(Path file) throws IOException {
    boolean unused = file.getFileSystem(hadoop).delete(file, false);
  }
}

package io.github.matting4j.io.file;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Replaces a file as a whole: the content goes to a temporary file in the same folder, is flushed
 * to the disk, and is renamed over the target. After any error the target holds its old content or
 * its new one.
 *
 * <ul>
 *   <li>A symbolic link is followed: the file it points to is replaced, or made.
 *   <li>A target that is not a regular file (a pipe, a device) is written to directly.
 *   <li>The new file gets the POSIX permissions of the old one; owner and other attributes are
 *       those of a new file.
 *   <li>Where the file system has no atomic rename, a plain replacing one is done.
 * </ul>
 *
 * <p>Thread-safe, across processes too.
 */
public final class AtomicFile {
  /** Writes the content; must not close the stream. */
  @FunctionalInterface
  public interface Content {
    /** Writes all of it. */
    void writeTo(OutputStream stream) throws IOException;
  }

  private static final int MAX_LINKS = 40;

  private AtomicFile() {}

  /**
   * Makes {@code target} hold the content, or leaves it as it was.
   *
   * @throws IOException if the file cannot be written; says which and why
   */
  public static void write(Path target, Content content) throws IOException {
    try {
      writeUnnamed(target, content);
    } catch (IOException e) {
      throw named(target, e);
    }
  }

  /**
   * As {@link #write} with the content of a file that is already written, which is gone afterwards;
   * it is renamed where it can be, so keep it in the target's folder. After an error it may still
   * be there.
   *
   * @throws IOException if that cannot be done; says with which file and why
   */
  public static void replace(Path finished, Path target) throws IOException {
    try {
      Path file = followLinks(target);
      if (isDevice(file) || !renamed(finished, file)) {
        writeUnnamed(target, stream -> Files.copy(finished, stream));
        Files.delete(finished);
      }
    } catch (IOException e) {
      throw named(target, e);
    }
  }

  /** False where the file system has no atomic rename from one to the other. */
  private static boolean renamed(Path finished, Path file) throws IOException {
    checkWritable(file);
    try (FileChannel channel = FileChannel.open(finished, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    keepPermissions(file, finished);
    try {
      Files.move(
          finished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      return false;
    }
    syncFolder(folderOf(file));
    return true;
  }

  /** The error, with the target's name instead of the temporary file's. */
  private static IOException named(Path target, IOException e) {
    String file = target.toString();
    if (e instanceof FileSystemException fault) {
      if (fault.getReason() == null || file.equals(fault.getFile())) {
        return e;
      }
      return causedBy(e, new FileSystemException(file, null, fault.getReason()));
    }
    return e.getClass() == IOException.class
        ? causedBy(e, new FileSystemException(file, null, e.getMessage()))
        : e;
  }

  private static IOException causedBy(IOException cause, FileSystemException e) {
    e.initCause(cause);
    return e;
  }

  private static void writeUnnamed(Path target, Content content) throws IOException {
    Path file = followLinks(target);
    if (isDevice(file)) {
      try (OutputStream stream = Files.newOutputStream(file, StandardOpenOption.WRITE)) {
        content.writeTo(stream);
      }
      return;
    }
    checkWritable(file);
    try (TemporaryFile temporary = TemporaryFile.beside(file)) {
      content.writeTo(Channels.newOutputStream(temporary.channel()));
      keepPermissions(file, temporary.path());
      temporary.moveTo(file);
    }
    syncFolder(folderOf(file));
  }

  /** The folder of a file, {@code "."} for a bare name. */
  static Path folderOf(Path file) {
    Path parent = file.getParent();
    return parent == null ? file.resolveSibling("").resolve(".") : parent;
  }

  private static Path followLinks(Path target) throws IOException {
    Path file = target;
    for (int i = 0; i < MAX_LINKS; i++) {
      if (!Files.isSymbolicLink(file) || isDevice(file)) {
        return file;
      }
      if (Files.exists(file)) {
        return file.toRealPath();
      }
      file = file.resolveSibling(Files.readSymbolicLink(file));
    }
    throw new FileSystemLoopException(target.toString());
  }

  /** A pipe, a terminal, a device: something that is written to but not replaced. */
  private static boolean isDevice(Path file) {
    return Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file);
  }

  private static void checkWritable(Path file) throws IOException {
    Path folder = folderOf(file);
    if (Files.isDirectory(file)) {
      throw new FileSystemException(
          file.toString(), null, "is a folder; name a file inside it to write to");
    }
    if (!Files.exists(folder)) {
      throw new NoSuchFileException(
          file.toString(), null, "the folder " + folder + " does not exist; create it first");
    }
    if (!Files.isDirectory(folder)) {
      throw new FileSystemException(
          file.toString(), null, folder + " is a file, not a folder; write to a folder");
    }
    if (Files.exists(file) && !Files.isWritable(file)) {
      throw new AccessDeniedException(
          file.toString(), null, "the file is write-protected; allow writing or use another name");
    }
    if (!Files.isWritable(folder)) {
      throw new AccessDeniedException(
          file.toString(),
          null,
          "the folder " + folder + " is not writable; allow writing or use another folder");
    }
  }

  private static void keepPermissions(Path from, Path to) {
    try {
      Files.setPosixFilePermissions(to, Files.getPosixFilePermissions(from));
    } catch (IOException | UnsupportedOperationException e) {
      // No old file, or no such permissions here: those of a new file are right.
    }
  }

  /** Writes the rename itself to the disk, on systems that allow it (not on Windows). */
  private static void syncFolder(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // The file is complete under its name; only the moment it reaches the disk is unknown.
    }
  }
}

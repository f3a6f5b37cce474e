package io.github.matting4j.batch;

import io.github.matting4j.image.ImageReadException;
import io.github.matting4j.model.MattingException;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Says in one plain sentence what went wrong and what to do about it, without class names. What the
 * sentence says of a bug is not enough to find it: keep the stack trace too.
 *
 * <p>Stateless and thread-safe.
 */
public final class FailureText {
  private static final int MAX_CAUSES = 50;

  private static final String MORE_MEMORY = "; give Java a larger heap (-Xmx)";

  private FailureText() {}

  /** The cause, a semicolon, and the next step. */
  public static String of(Throwable thrown) {
    if (isOutOfMemory(thrown)) {
      return "not enough memory with a heap of " + heapMegabytes() + " MB" + MORE_MEMORY;
    }
    if (thrown instanceof UncheckedIOException unchecked && unchecked.getCause() != null) {
      return ofIo(unchecked.getCause());
    }
    if (thrown instanceof IOException io) {
      return ofIo(io);
    }
    if (thrown instanceof MattingException) {
      return orElse(thrown.getMessage(), "the model failed on this photo; try another model");
    }
    if (thrown instanceof InvalidPathException path) {
      return "'"
          + path.getInput()
          + "' cannot be the name of a file on this system; use another name";
    }
    if (thrown instanceof StackOverflowError) {
      return "the input is nested too deeply; simplify the file";
    }
    return internal(thrown);
  }

  /** Whether the sentence is about a bug: something that no input should bring about. */
  public static boolean isInternal(Throwable thrown) {
    return !(isOutOfMemory(thrown)
        || thrown instanceof IOException
        || thrown instanceof UncheckedIOException
        || thrown instanceof MattingException
        || thrown instanceof InvalidPathException
        || thrown instanceof StackOverflowError);
  }

  private static String internal(Throwable thrown) {
    Throwable first = thrown;
    for (int i = 0; first.getCause() != null && i < MAX_CAUSES; i++) {
      first = first.getCause();
    }
    String detail = first.getMessage();
    return "internal error"
        + (detail == null || detail.isBlank() ? "" : " (" + detail.lines().findFirst().get() + ")")
        + "; please report it with the full trace";
  }

  /** A lack of memory hides below other exceptions. */
  static boolean isOutOfMemory(Throwable thrown) {
    Throwable cause = thrown;
    for (int i = 0; cause != null && i < MAX_CAUSES; i++, cause = cause.getCause()) {
      if (cause instanceof OutOfMemoryError
          || (cause instanceof ImageReadException refusal
              && refusal.reason() == ImageReadException.Reason.MEMORY)) {
        return true;
      }
    }
    return false;
  }

  static long heapMegabytes() {
    return Runtime.getRuntime().maxMemory() >> 20;
  }

  private static String ofIo(IOException e) {
    if (e instanceof FileSystemException fault) {
      return ofFileSystem(fault);
    }
    if (e instanceof CharacterCodingException) {
      return "the file's text is not UTF-8; save it as UTF-8";
    }
    if (e instanceof EOFException) {
      return "the file ends too early; copy or download it again";
    }
    String message = orElse(e.getMessage(), "the file could not be read or written");
    if (e instanceof FileNotFoundException) {
      return message + "; check the name and its permissions";
    }
    return reason(message);
  }

  private static String ofFileSystem(FileSystemException e) {
    String file = orElse(e.getFile(), "the file");
    if (e.getReason() != null) {
      return file + ": " + reason(e.getReason());
    }
    if (e instanceof AccessDeniedException) {
      return file + ": permission denied; allow this user to read or write it";
    }
    if (e instanceof NoSuchFileException) {
      return file + ": there is no such file; check the name and the folder";
    }
    if (e instanceof NotDirectoryException) {
      return file + ": it is a file, not a folder; name a folder";
    }
    if (e instanceof FileAlreadyExistsException) {
      return file + ": it exists already and is not what is needed there; move it away";
    }
    if (e instanceof FileSystemLoopException) {
      return file + ": its symbolic links form a loop; remove them";
    }
    if (e instanceof DirectoryNotEmptyException) {
      return file + ": the folder is not empty; name another one";
    }
    return file + ": it could not be read or written; check the disk and the permissions";
  }

  /** What an operating system said, and what to do about it. */
  private static String reason(String said) {
    String text = said.toLowerCase(Locale.ROOT);
    if (text.contains(";")) {
      return said; // one of our own, which says what to do
    }
    if (text.contains("no space left") || text.contains("not enough space")) {
      return said + "; free some space or write to another disk";
    }
    if (text.contains("quota exceeded")) {
      return said + "; free some of your quota or write to another disk";
    }
    if (text.contains("read-only file system")) {
      return said + "; write to another disk";
    }
    if (text.contains("too many open files")) {
      return said + "; allow more open files (ulimit -n)";
    }
    if (text.contains("name too long")) {
      return said + "; use a shorter name";
    }
    if (text.contains("not a directory")) {
      return said + "; a part of the path is a file, name a folder";
    }
    if (text.contains("input/output error")) {
      return said + "; check the disk or the connection to it";
    }
    return said + "; check the file, the disk and the permissions";
  }

  private static String orElse(@Nullable String text, String other) {
    return text == null || text.isBlank() ? other : text;
  }
}

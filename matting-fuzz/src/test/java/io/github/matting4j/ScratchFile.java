package io.github.matting4j;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file of this JVM with changing content, in memory where the system has such a folder. */
public final class ScratchFile {
  private final Path path;

  /** Makes the file, for as long as the JVM lives. */
  public ScratchFile(String ending) {
    Path memory = Path.of("/dev/shm");
    try {
      path =
          Files.isWritable(memory)
              ? Files.createTempFile(memory, "matting4j-fuzz", ending)
              : Files.createTempFile("matting4j-fuzz", ending);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    path.toFile().deleteOnExit();
  }

  /** Puts the bytes into the file and returns where it is. */
  public Path holding(byte[] data) {
    try {
      return Files.write(path, data);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

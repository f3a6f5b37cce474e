package io.github.matting4j.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.zip.CRC32;

/**
 * The one unpacked copy of an engine's native libraries in a folder of the user. Left to
 * themselves, engines unpack tens or hundreds of megabytes into the temporary folder at every start
 * of a JVM, and a killed JVM leaves them there.
 *
 * <p>The copy is checked by size and CRC-32 against the jar before every use. Several JVMs may
 * start at once: one unpacks while the others wait, and where the file system knows no locks each
 * unpacks for itself and the last complete one stays.
 */
public final class NativeCopy {
  private static final Duration SURELY_ABANDONED = Duration.ofHours(1);
  private static final String UNFINISHED = ".part";

  private final List<Part> parts;
  private final Path folder;

  /** One library file: where the jar has it, and what the jar says of it. */
  private record Part(String name, URL source, long size, long crc) {}

  private NativeCopy(List<Part> parts, Path folder) {
    this.parts = parts;
    this.folder = folder;
  }

  /** Where copies are kept unless somebody says otherwise: {@code ~/.matting4j/native}. */
  public static Path defaultRoot() {
    return Path.of(System.getProperty("user.home", "."), ".matting4j", "native");
  }

  /**
   * Finds or makes the copy.
   *
   * @param engine begins the name of its folder
   * @param resources the library files, the one to load last
   * @param root under which the copy is kept
   * @return the file to load
   * @throws IOException if the jar or the folder does not allow it
   */
  public static Path of(String engine, List<URL> resources, Path root) throws IOException {
    List<Part> parts = new ArrayList<>();
    for (URL resource : resources) {
      parts.add(part(resource));
    }
    Part main = parts.get(parts.size() - 1);
    String build = HexFormat.of().toHexDigits((int) main.crc());
    NativeCopy copy = new NativeCopy(parts, root.resolve(engine + "-" + build));
    if (!copy.isComplete()) {
      copy.unpackLocked();
    }
    return copy.file(main).toAbsolutePath();
  }

  private static Part part(URL resource) throws IOException {
    URLConnection connection = resource.openConnection();
    if (!(connection instanceof JarURLConnection jar)) {
      throw new IOException(resource + " is not in a jar");
    }
    JarEntry entry = jar.getJarEntry();
    String name = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
    return new Part(name, resource, entry.getSize(), entry.getCrc());
  }

  private Path file(Part part) {
    return folder.resolve(part.name());
  }

  private boolean isComplete() throws IOException {
    for (Part part : parts) {
      Path file = file(part);
      if (!Files.isRegularFile(file)
          || Files.size(file) != part.size()
          || crc(file) != part.crc()) {
        return false;
      }
    }
    return true;
  }

  private static long crc(Path file) throws IOException {
    CRC32 crc = new CRC32();
    byte[] chunk = new byte[1 << 20];
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.read(chunk); n > 0; n = in.read(chunk)) {
        crc.update(chunk, 0, n);
      }
    }
    return crc.getValue();
  }

  private void unpackLocked() throws IOException {
    Files.createDirectories(folder);
    try (FileChannel channel =
            FileChannel.open(
                folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = lock(channel)) {
      if (!isComplete()) { // another JVM may have been quicker
        removeAbandoned();
        for (Part part : parts) {
          unpack(part);
        }
      }
    }
    if (!isComplete()) {
      throw new IOException("the copy in " + folder + " does not match the jar");
    }
  }

  /** Null where another class loader of this JVM holds the lock: then both unpack. */
  @SuppressWarnings("NullAway") // try-with-resources skips a null
  private static FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.lock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private void unpack(Part part) throws IOException {
    Path unfinished = Files.createTempFile(folder, part.name(), UNFINISHED);
    try {
      try (InputStream in = part.source().openStream();
          OutputStream out = Files.newOutputStream(unfinished)) {
        in.transferTo(out);
      }
      Files.move(
          unfinished,
          file(part),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  private void removeAbandoned() throws IOException {
    Instant limit = Instant.now().minus(SURELY_ABANDONED);
    try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(folder, "*" + UNFINISHED)) {
      for (Path leftover : leftovers) {
        if (Files.getLastModifiedTime(leftover).toInstant().isBefore(limit)) {
          Files.deleteIfExists(leftover);
        }
      }
    }
  }
}

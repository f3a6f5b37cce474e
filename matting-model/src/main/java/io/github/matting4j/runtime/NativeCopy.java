package io.github.matting4j.runtime;

import io.github.matting4j.io.file.MattingHome;
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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.zip.CRC32;

/**
 * The unpacked copy of an engine's native libraries in a folder of the user. By default engines
 * unpack tens or hundreds of megabytes into the temporary folder at every start of a JVM, and a
 * killed JVM leaves them there.
 *
 * <p>The copy is checked by size and CRC-32 against the jar, or the runtime image, before every
 * use. Several JVMs may start at once: one unpacks while the others wait, and where the file system
 * does not support locks each unpacks separately and the last complete copy stays.
 *
 * <p>A JVM lets one class loader at a time load a library file. So each additional class loader of
 * one JVM gets a numbered copy. Whether that is a separate file or a hard link, which the system's
 * loader treats as the same library, depends on the engine: see {@link AdditionalLoader}. The
 * copies are used again by later JVMs, and removed when none has loaded them for a month.
 */
public final class NativeCopy {
  private static final Duration ABANDONED_AFTER = Duration.ofHours(1);
  private static final String UNFINISHED = ".part";
  private static final String LOCK = "lock";

  /** Class loaders of one JVM that can hold a copy each. */
  private static final int MAX_COPIES = 100;

  private final List<Part> parts;
  private final Path folder;

  /**
   * One library file: its place, with the size and checksum that the jar states. A runtime image of
   * {@code jlink} states none, so they are those of its bytes.
   */
  private record Part(String name, URL source, long size, long crc) {}

  /**
   * Loads library files; a class of the engine's class loader, because the JVM assigns a library to
   * the class loader of its caller.
   */
  public interface Loader {

    /**
     * Loads them.
     *
     * @param files in the order of the resources
     * @throws UnsatisfiedLinkError if one cannot be loaded
     */
    void load(List<Path> files);
  }

  /** What each additional class loader of one JVM uses. */
  public enum AdditionalLoader {
    /** A library of its own. */
    COPY,
    /**
     * A hard link to the library that is already loaded, for an engine that ends the process when
     * it is loaded twice.
     */
    LINK
  }

  private NativeCopy(List<Part> parts, Path folder) {
    this.parts = parts;
    this.folder = folder;
  }

  /** Where copies are kept unless another folder is given: {@code native} in the home folder. */
  public static Path defaultRoot() {
    return MattingHome.path().resolve("native");
  }

  /**
   * Finds or makes a copy that can be loaded here, and loads it. A folder that cannot be written or
   * executed from is replaced by one in {@code java.io.tmpdir}.
   *
   * @param engine begins the name of its folder
   * @param resources the library files, the one to load last
   * @param root under which the copy is kept if possible
   * @return the folder of the copy
   * @throws NativeLoadException if there is no folder to load from; the message has the reasons
   * @throws IOException if the jar does not allow it
   */
  public static Path load(
      String engine, List<URL> resources, Path root, AdditionalLoader additional, Loader loader)
      throws IOException {
    List<Part> parts = parts(resources);
    List<String> reasons = new ArrayList<>();
    for (Path place :
        new LinkedHashSet<>(List.of(root, MattingHome.fallback().resolve("native")))) {
      try {
        return loadBelow(engine, parts, place, additional, loader);
      } catch (NativeLoadException e) {
        throw e;
      } catch (IOException | UnsatisfiedLinkError e) {
        reasons.add(place + ": " + NativeLoadException.reason(e));
      }
    }
    throw new NativeLoadException(String.join("; ", reasons));
  }

  private static Path loadBelow(
      String engine, List<Part> parts, Path root, AdditionalLoader additional, Loader loader)
      throws IOException {
    NativeCopy first = new NativeCopy(parts, root.resolve(folderName(engine, parts, 1)));
    first.prepare();
    NativeCopy copy = first;
    for (int number = 2; ; number++) {
      try {
        loader.load(parts.stream().map(copy::file).toList());
        NativeCopySweep.loaded(copy.folder, engine);
        return copy.folder;
      } catch (UnsatisfiedLinkError e) {
        if (!isHeldByAnotherLoader(e) || number > MAX_COPIES) {
          throw e;
        }
      }
      copy = new NativeCopy(parts, root.resolve(folderName(engine, parts, number)));
      if (additional == AdditionalLoader.COPY) {
        copy.prepare();
      } else {
        copy.linkTo(first);
      }
    }
  }

  private void linkTo(NativeCopy first) throws NativeLoadException {
    try {
      MattingHome.create(folder);
      for (Part part : parts) {
        if (!Files.exists(file(part)) || !Files.isSameFile(file(part), first.file(part))) {
          Files.deleteIfExists(file(part));
          Files.createLink(file(part), first.file(part));
        }
      }
    } catch (IOException | UnsupportedOperationException e) {
      throw new NativeLoadException(
          "another class loader of this JVM has loaded it, and it cannot be linked to "
              + folder
              + ": "
              + NativeLoadException.reason(e));
    }
  }

  /** Whether another class loader of this JVM has loaded the same file. */
  public static boolean isHeldByAnotherLoader(UnsatisfiedLinkError error) {
    return String.valueOf(error.getMessage()).contains("another class");
  }

  private static List<Part> parts(List<URL> resources) throws IOException {
    List<Part> parts = new ArrayList<>();
    for (URL resource : resources) {
      parts.add(part(resource));
    }
    return parts;
  }

  private static Path folderName(String engine, List<Part> parts, int number) {
    String build = HexFormat.of().toHexDigits((int) parts.get(parts.size() - 1).crc());
    return Path.of(engine + "-" + build + (number == 1 ? "" : "-" + number));
  }

  private void prepare() throws IOException {
    if (!isComplete()) {
      unpackLocked();
    }
  }

  private static Part part(URL resource) throws IOException {
    String name = resource.getPath().substring(resource.getPath().lastIndexOf('/') + 1);
    URLConnection connection = resource.openConnection();
    if (connection instanceof JarURLConnection jar) {
      JarEntry entry = jar.getJarEntry();
      return new Part(name, resource, entry.getSize(), entry.getCrc());
    }
    if (resource.getProtocol().equals("jrt")) {
      try (InputStream in = connection.getInputStream()) {
        CRC32 crc = new CRC32();
        long size = update(crc, in);
        return new Part(name, resource, size, crc.getValue());
      }
    }
    throw new IOException(resource + " is not in a jar");
  }

  private Path file(Part part) {
    return folder.resolve(part.name()).toAbsolutePath();
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
    try (InputStream in = Files.newInputStream(file)) {
      update(crc, in);
    }
    return crc.getValue();
  }

  /** The number of bytes that were read. */
  private static long update(CRC32 crc, InputStream in) throws IOException {
    byte[] chunk = new byte[1 << 20];
    long size = 0;
    for (int n = in.read(chunk); n > 0; n = in.read(chunk)) {
      crc.update(chunk, 0, n);
      size += n;
    }
    return size;
  }

  private void unpackLocked() throws IOException {
    MattingHome.create(folder);
    try (FileChannel channel =
            FileChannel.open(
                folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = lock(channel)) {
      if (!isComplete()) { // another JVM may have finished first
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

  /** Null if another class loader of this JVM holds the lock; then both unpack. */
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
    Instant limit = Instant.now().minus(ABANDONED_AFTER);
    try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(folder, "*" + UNFINISHED)) {
      for (Path leftover : leftovers) {
        if (Files.getLastModifiedTime(leftover).toInstant().isBefore(limit)) {
          Files.deleteIfExists(leftover);
        }
      }
    }
  }
}

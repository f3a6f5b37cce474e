package io.github.matting4j.onnx.cache;

import io.github.matting4j.io.file.MattingHome;
import io.github.matting4j.onnx.cpu.Processor;
import io.github.matting4j.runtime.ModelFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A folder of graphs that the engine has optimised, named by what they depend on: the model's
 * SHA-256, the engine's version, the processor, and the version of our own rewriting. A file is
 * published whole by a rename and checked by its {@link KeyedChecksum} before every use, so several
 * JVMs may fill the folder at once, and damaged or foreign files are ignored and replaced.
 *
 * <p>The checksum is an HMAC with a secret of this user ({@link CacheSecret}), so that a graph
 * placed there by another user is not used. On POSIX file systems the folder must also belong to
 * this user and not be writable by others; otherwise nothing is stored or used.
 *
 * <p>Failures are not reported: where the folder cannot be used, nothing is cached.
 *
 * <p>Thread-safe.
 */
public final class GraphCache {
  /** The system property that names another folder, or is {@code off}. */
  public static final String FOLDER = "matting4j.graph.cache";

  private static final String OFF = "off";
  private static final System.Logger LOGGER = System.getLogger(GraphCache.class.getPackageName());

  private final Optional<Path> folder;

  private GraphCache(Optional<Path> folder) {
    this.folder = folder;
  }

  /** Keeps graphs in this folder, which is made when it is first needed. */
  public static GraphCache in(Path folder) {
    return new GraphCache(Optional.of(folder));
  }

  /** In the folder that {@link #FOLDER} names; in the default one if it names none. */
  public static GraphCache ofThisJvm() {
    String folder = System.getProperty(FOLDER, defaultFolder().toString());
    try {
      return OFF.equals(folder) ? none() : in(Path.of(folder));
    } catch (InvalidPathException e) {
      return none();
    }
  }

  /** A cache that stores nothing. */
  public static GraphCache none() {
    return new GraphCache(Optional.empty());
  }

  /**
   * Where graphs are kept unless another folder is given: {@code cache} in {@link
   * MattingHome#writable}, mostly {@code ~/.matting4j/cache}.
   */
  public static Path defaultFolder() {
    return MattingHome.writable("cache");
  }

  /**
   * The place of one graph.
   *
   * @param sha256 of the model's file
   * @param maker everything of the software that the result depends on, versions above all
   */
  public Place place(String sha256, String maker) {
    Optional<String> cpu =
        folder.isEmpty() ? Optional.empty() : Processor.ofThisMachine().identity();
    if (folder.isEmpty() || cpu.isEmpty()) {
      return new Place(null, "");
    }
    return place(folder.get(), sha256, maker + "\n" + cpu.get());
  }

  /**
   * The place of a graph that does not depend on the machine, such as one converted from another
   * format.
   *
   * @param sha256 of the file that it was converted from
   * @param maker everything of the software that the result depends on, versions above all
   */
  public Place portablePlace(String sha256, String maker) {
    return folder.isEmpty() ? new Place(null, "") : place(folder.get(), sha256, maker);
  }

  private static Place place(Path folder, String sha256, String maker) {
    String key = ModelFile.sha256((sha256 + "\n" + maker).getBytes(StandardCharsets.UTF_8));
    return new Place(folder.resolve(CacheSweep.name(sha256, key)), key);
  }

  /** A kept graph that is whole and this user's. */
  public static final class Kept {
    private final Path file;
    private final byte[] graph;

    private Kept(Path file, byte[] graph) {
      this.file = file;
      this.graph = graph;
    }

    /** Where it is kept. */
    public Path file() {
      return file;
    }

    /** The bytes that were checked; not to be changed. */
    public byte[] graph() {
      return graph;
    }
  }

  /** Where one graph is kept, or would be. */
  public static final class Place {
    private final @Nullable Path file;
    private final String key;

    private Place(@Nullable Path file, String key) {
      this.file = file;
      this.key = key;
    }

    /** The kept graph, if it is there, whole, and this user's. */
    public Optional<Kept> find() {
      try {
        if (file != null && Files.isRegularFile(file) && CacheFolder.isPrivate(parent(file))) {
          Optional<CacheSecret> secret = CacheSecret.read(parent(file));
          byte[] graph = Files.readAllBytes(file);
          if (secret.isPresent() && KeyedChecksum.isValid(graph, key, secret.get())) {
            return Optional.of(new Kept(file, graph));
          }
        }
      } catch (IOException e) {
        LOGGER.log(System.Logger.Level.DEBUG, "cannot read {0}: {1}", file, e);
      }
      return Optional.empty();
    }

    /** The file of the kept graph, if {@link #find} would find it; not read into memory. */
    public Optional<Path> findFile() {
      try {
        if (file != null && Files.isRegularFile(file) && CacheFolder.isPrivate(parent(file))) {
          Optional<CacheSecret> secret = CacheSecret.read(parent(file));
          if (secret.isPresent() && KeyedChecksum.isValid(file, key, secret.get())) {
            return Optional.of(file);
          }
        }
      } catch (IOException e) {
        LOGGER.log(System.Logger.Level.DEBUG, "cannot read {0}: {1}", file, e);
      }
      return Optional.empty();
    }

    /** Records that the cached graph was used, so that others are deleted before it. */
    public void touch() {
      try {
        if (file != null) {
          Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
        }
      } catch (IOException e) {
        LOGGER.log(System.Logger.Level.DEBUG, "cannot touch {0}: {1}", file, e);
      }
    }

    /** Begins a new file for this place; close it. */
    public Draft draft() {
      if (file != null) {
        try {
          Path folder = CacheFolder.make(parent(file));
          if (CacheFolder.isPrivate(folder)) {
            return new Draft(
                file, key, Files.createTempFile(folder, "graph", CacheSweep.UNFINISHED));
          }
        } catch (IOException e) {
          LOGGER.log(System.Logger.Level.DEBUG, "no graph is kept beside {0}: {1}", file, e);
        }
      }
      return new Draft(null, key, null);
    }
  }

  private static Path parent(Path file) {
    return file.toAbsolutePath().resolveSibling("");
  }

  /** A file that is being written. */
  public static final class Draft implements AutoCloseable {
    private final @Nullable Path target;
    private final String key;
    private final @Nullable Path part;

    private Draft(@Nullable Path target, String key, @Nullable Path part) {
      this.target = target;
      this.key = key;
      this.part = part;
    }

    /** Where the engine is to write; empty if nothing can be kept. */
    public Optional<Path> part() {
      return Optional.ofNullable(part);
    }

    /** Appends the checksum, renames the file to its final name, and sweeps the folder. */
    public void publish() {
      if (part == null || target == null) {
        return;
      }
      try {
        KeyedChecksum.append(part, key, CacheSecret.readOrMake(parent(target)));
        Files.move(
            part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        CacheSweep.sweep(target);
      } catch (IOException | DirectoryIteratorException e) {
        LOGGER.log(System.Logger.Level.DEBUG, "cannot keep {0}: {1}", target, e);
      }
    }

    @Override
    public void close() {
      try {
        if (part != null) {
          Files.deleteIfExists(part);
        }
      } catch (IOException e) {
        LOGGER.log(System.Logger.Level.DEBUG, "cannot remove {0}: {1}", part, e);
      }
    }
  }
}

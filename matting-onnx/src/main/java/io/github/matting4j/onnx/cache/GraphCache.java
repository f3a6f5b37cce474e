package io.github.matting4j.onnx.cache;

import io.github.matting4j.io.file.MattingHome;
import io.github.matting4j.model.ModelLoadException;
import io.github.matting4j.onnx.cpu.Processor;
import io.github.matting4j.runtime.FileStamp;
import io.github.matting4j.runtime.ModelFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
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

  /** Smaller files are read faster than their records. */
  private static final long MIN_RECORDED_BYTES = 1 << 20;

  private static final Duration TOUCHED_EVERY = Duration.ofDays(1);

  /** Kinds of {@link ContentRecords}: the key of a kept graph, the SHA-256 of any file. */
  private static final String KEPT = "kept";

  private static final String SHA256 = "sha256";

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
   * Inspects a file of weights as {@link ModelFile#inspect} does. Its hash is taken from the record
   * of an earlier JVM while the file's {@link FileStamp} is the same; the file is not read then.
   *
   * @throws ModelLoadException as there
   */
  public ModelFile inspect(Path file) {
    if (folder.isEmpty() || !isRecorded(file)) {
      return ModelFile.inspect(file);
    }
    ContentRecords records = new ContentRecords(folder.get());
    FileStamp stamp = FileStamp.of(file);
    Optional<String> sha256 = records.find(file, SHA256, stamp);
    if (sha256.isPresent()) {
      ModelFile known = new ModelFile(file, stamp.size(), sha256.get());
      known.requireAsInstalled();
      return known;
    }
    ModelFile read = ModelFile.inspect(file);
    if (FileStamp.of(file).equals(stamp)) {
      records.put(file, SHA256, stamp, read.sha256());
    }
    return read;
  }

  private static boolean isRecorded(Path file) {
    try {
      return Files.isRegularFile(file) && Files.size(file) >= MIN_RECORDED_BYTES;
    } catch (IOException e) {
      return false; // inspecting it says why
    }
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
    private final FileStamp stamp;

    private Kept(Path file, FileStamp stamp) {
      this.file = file;
      this.stamp = stamp;
    }

    /** Where it is kept. */
    public Path file() {
      return file;
    }

    /** Whether the file is still the one that was checked. */
    public boolean isUnchanged() {
      return FileStamp.of(file).equals(stamp);
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

    /** The kept graph, if it is there, whole, and this user's; not read into memory. */
    public Optional<Kept> find() {
      try {
        if (file != null && Files.isRegularFile(file) && CacheFolder.isPrivate(parent(file))) {
          FileStamp stamp = FileStamp.of(file);
          if (isValid(file, stamp)) {
            return Optional.of(new Kept(file, stamp));
          }
        }
      } catch (IOException | ModelLoadException e) {
        LOGGER.log(System.Logger.Level.DEBUG, "cannot read {0}: {1}", file, e);
      }
      return Optional.empty();
    }

    /** Whether the checksum is right; read only if that is not recorded. */
    private boolean isValid(Path kept, FileStamp stamp) throws IOException {
      ContentRecords records = new ContentRecords(parent(kept));
      if (records.find(kept, KEPT, stamp).filter(key::equals).isPresent()) {
        return true;
      }
      Optional<CacheSecret> secret = CacheSecret.read(parent(kept));
      boolean valid = secret.isPresent() && KeyedChecksum.isValid(kept, key, secret.get());
      if (valid && FileStamp.of(kept).equals(stamp)) {
        records.put(kept, KEPT, stamp, key);
      }
      return valid;
    }

    /** The file of the kept graph, if {@link #find} would find it. */
    public Optional<Path> findFile() {
      return find().map(Kept::file);
    }

    /**
     * Records that the cached graph was used, so that others are deleted before it. Once a day, as
     * it invalidates what is recorded of the file.
     */
    public void touch() {
      try {
        if (file != null && isBefore(file, Instant.now().minus(TOUCHED_EVERY))) {
          Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
        }
      } catch (IOException e) {
        LOGGER.log(System.Logger.Level.DEBUG, "cannot touch {0}: {1}", file, e);
      }
    }

    private static boolean isBefore(Path file, Instant time) throws IOException {
      return Files.getLastModifiedTime(file).toInstant().isBefore(time);
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

    /**
     * Adds an entry to the metadata of the finished file.
     *
     * @param name with its value of at most 123 bytes in UTF-8
     */
    public void note(String name, String value) throws IOException {
      if (part != null) {
        Files.write(part, MetadataEntry.of(name, value), StandardOpenOption.APPEND);
      }
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

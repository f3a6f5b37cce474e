package io.github.matting4j.store;

import static io.github.matting4j.store.ModelInstallException.Reason.ARCHIVE;

import io.github.matting4j.io.file.MattingHome;
import io.github.matting4j.io.file.Sha256;
import io.github.matting4j.store.unpack.ArchiveException;
import io.github.matting4j.store.unpack.ArchiveLimits;
import io.github.matting4j.store.unpack.TreeUnpacker;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Installs published sets of test photos: fetches an archive, compares its hash with the one that
 * was seen before, and unpacks it to a folder of its own. Nothing is fetched unless {@link
 * #install} is called for a set that is not there.
 *
 * <p>An installation that fails or is killed leaves no set; a download continues where it ended.
 * Thread-safe, also across processes.
 */
public final class TestSetStore {
  private static final ArchiveLimits LIMITS = new ArchiveLimits(20_000, 8L << 30, 100);

  private final StoreFolder folder;
  private final StoreContext context;

  private TestSetStore(Path folder, StoreContext context) {
    this.folder = new StoreFolder(folder);
    this.context = context;
  }

  /** The store in {@code test-sets} of the library's home folder. */
  public static TestSetStore standard() {
    return at(MattingHome.path().resolve("test-sets"));
  }

  /** The store of a folder, which is created when needed. */
  public static TestSetStore at(Path folder) {
    return at(folder, StoreContext.standard(List.of()));
  }

  static TestSetStore at(Path folder, StoreContext context) {
    return new TestSetStore(Objects.requireNonNull(folder), context);
  }

  /**
   * Installs a set from its address, unless it is there.
   *
   * @param id the set's name, a folder's name
   * @param address of a ZIP archive, https
   * @return the folder with the unpacked archive
   * @throws ModelInstallException if it cannot be installed
   * @throws IOException if a file cannot be read or written
   */
  public Path install(String id, URI address, InstallOptions options) throws IOException {
    String path = address.getPath();
    String name = path.substring(path.lastIndexOf('/') + 1);
    return install(
        id,
        new Source.Remote(
            name,
            options
                .mirror()
                .map(prefix -> Source.mirrored(name, address, prefix))
                .orElseGet(() -> List.of(address)),
            options.mirror().isPresent(),
            Optional.empty()),
        options);
  }

  /**
   * Installs a set from a ZIP archive on this machine, unless it is there.
   *
   * @throws ModelInstallException if it cannot be installed
   * @throws IOException if a file cannot be read or written
   */
  public Path installFrom(String id, Path archive, InstallOptions options) throws IOException {
    if (Files.isDirectory(archive)) {
      throw new ModelInstallException(
          ARCHIVE, id + ": " + archive + " is a folder; name the ZIP archive of the test set");
    }
    return install(id, new Source.Local(archive, Optional.empty()), options);
  }

  private Path install(String id, Source source, InstallOptions options) throws IOException {
    Path target = folder.root().resolve(id);
    if (Files.isDirectory(target)) {
      return target;
    }
    folder.create("folder of test sets");
    try (StoreLock lock = StoreLock.acquire(folder, id, context.waiting(), options.listener())) {
      if (!Files.isDirectory(target)) {
        unpack(id, source, options, target);
      }
      return target;
    }
  }

  private void unpack(String id, Source source, InstallOptions options, Path target)
      throws IOException {
    Path work = Files.createDirectories(folder.work(id));
    Path unpacked = work.resolve("unpacked");
    StoreFolder.delete(unpacked);
    Acquisition acquisition = new Acquisition(context, id, options, work);
    Acquisition.Acquired file = acquisition.get(source);
    options.listener().step(id, InstallListener.Step.VERIFY, file.origin());
    SeenHashes seen = new SeenHashes(folder, context.waiting());
    String sha256 = Sha256.of(file.file());
    try {
      new HashPolicy(id, options, seen).check(source, file, sha256);
      options.listener().step(id, InstallListener.Step.UNPACK, "");
      TreeUnpacker.unpack(file.file(), Files.createDirectories(unpacked), LIMITS);
    } catch (ArchiveException e) {
      StoreFolder.delete(work);
      throw new ModelInstallException(
          ARCHIVE,
          id
              + ": "
              + file.origin()
              + " cannot be used: "
              + e.getMessage()
              + "; get it again, or another one",
          e);
    } catch (ModelInstallException e) {
      StoreFolder.delete(work);
      throw e;
    }
    options.listener().step(id, InstallListener.Step.PUBLISH, target.toString());
    Files.move(unpacked, target, StandardCopyOption.ATOMIC_MOVE);
    if (source instanceof Source.Remote) {
      seen.put(id, file.name(), sha256, file.origin(), context.clock().instant());
    }
    StoreFolder.delete(work);
  }
}

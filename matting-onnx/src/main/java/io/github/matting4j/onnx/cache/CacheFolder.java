package io.github.matting4j.onnx.cache;

import io.github.matting4j.io.file.MattingHome;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Optional;
import java.util.Set;

/** Whether a folder or file is this user's alone, as far as the file system reports owners. */
final class CacheFolder {
  private static final System.Logger LOGGER = System.getLogger(CacheFolder.class.getPackageName());
  private static final Path LINUX_SELF = Path.of("/proc/self");
  private static final Set<PosixFilePermission> WRITABLE_BY_OTHERS =
      Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

  private CacheFolder() {}

  /** Makes the folder, for this user only, if it is not there. */
  static Path make(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return folder;
    }
    Path parent = folder.toAbsolutePath().getParent();
    if (parent != null) {
      MattingHome.create(parent);
    }
    try {
      return Files.createDirectory(folder, attributes(folder, "rwx------"));
    } catch (FileAlreadyExistsException e) {
      if (Files.isDirectory(folder)) { // another process was quicker
        return folder;
      }
      throw e;
    }
  }

  /** Permissions for a new file; none where the file system has no such thing. */
  static FileAttribute<?>[] attributes(Path path, String permissions) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  /**
   * Whether the folder belongs to this user and no other user may write to it; true where the file
   * system has no owners. Says in the log why not.
   */
  static boolean isPrivate(Path folder) throws IOException {
    Optional<PosixFileAttributes> posix = posix(folder);
    if (posix.isEmpty()) {
      return true;
    }
    UserPrincipal owner = posix.get().owner();
    if (!owner.equals(thisUser(folder))) {
      return refuse(folder, "belongs to " + owner.getName());
    }
    for (PosixFilePermission permission : posix.get().permissions()) {
      if (WRITABLE_BY_OTHERS.contains(permission)) {
        return refuse(folder, "may be written to by other users");
      }
    }
    return true;
  }

  /** Whether the file is this user's and no other user can read or write it. */
  static boolean isSecret(Path file) throws IOException {
    Optional<PosixFileAttributes> posix = posix(file);
    return posix.isEmpty()
        || (posix.get().owner().equals(thisUser(file.toAbsolutePath().resolveSibling("")))
            && Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE)
                .containsAll(posix.get().permissions()));
  }

  private static boolean refuse(Path folder, String why) {
    LOGGER.log(System.Logger.Level.DEBUG, "no graphs are kept in {0}: it {1}", folder, why);
    return false;
  }

  private static Optional<PosixFileAttributes> posix(Path path) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
    return view == null ? Optional.empty() : Optional.of(view.readAttributes());
  }

  /** The owner of the files that this process creates, found without the name of the user. */
  private static UserPrincipal thisUser(Path folder) throws IOException {
    try {
      return Files.getOwner(LINUX_SELF);
    } catch (NoSuchFileException e) {
      Path probe = Files.createTempFile(folder, "graph", CacheSweep.UNFINISHED);
      try {
        return Files.getOwner(probe);
      } finally {
        Files.deleteIfExists(probe);
      }
    }
  }
}

package io.github.matting4j.batch;

import io.github.matting4j.batch.admission.TimedFiles;
import io.github.matting4j.io.ImageFiles;
import io.github.matting4j.io.ReadOptions;
import io.github.matting4j.io.file.FileIdentities;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The photos in a folder and all folders below it: files whose extension or first bytes say JPEG,
 * PNG or TIFF. Other files, and what is hidden ({@code .name}), are skipped. Links to files are
 * followed, links to folders are not. Pipes, sockets and devices are skipped and counted. A folder
 * that cannot be read, or not in time, becomes a photo that fails, so that it is reported.
 *
 * <p>In the order of names; of a folder with more than 100,000 entries, as many are sorted at a
 * time as are held.
 */
public final class FolderSource implements PhotoSource {
  private static final int MAX_HELD = 100_000;
  private static final Set<String> EXTENSIONS =
      Set.of("jpg", "jpeg", "jpe", "jfif", "png", "tif", "tiff");

  private final Path top;
  private final boolean recursive;
  private final Optional<Path> excluded;
  private final Duration deadline;
  private final ArrayDeque<OpenFolder> open = new ArrayDeque<>();
  private final FileIdentities identities = FileIdentities.cached();
  private final Map<String, Long> skipped = new TreeMap<>();
  private long notRegular;
  private @Nullable Set<Path> linked;
  private boolean begun;

  private FolderSource(Path top, boolean recursive, Optional<Path> excluded, Duration deadline) {
    this.top = top;
    this.recursive = recursive;
    this.excluded = excluded;
    this.deadline = deadline;
  }

  /** The photos in and below a folder. */
  public static FolderSource of(Path folder) {
    return new FolderSource(folder, true, Optional.empty(), ReadOptions.defaults().deadline());
  }

  /** Those in the folder itself alone. */
  public FolderSource flat() {
    return new FolderSource(top, false, excluded, deadline);
  }

  /** Leaves out a folder below it, such as that of results. */
  public FolderSource excluding(Path folder) {
    return new FolderSource(top, recursive, Optional.of(folder), deadline);
  }

  /**
   * How long the file system may take over a folder or an entry; one that takes longer fails. As
   * long as {@link ReadOptions#defaults} allows for a photo, if not set.
   */
  public FolderSource deadline(Duration limit) {
    return new FolderSource(top, recursive, excluded, limit);
  }

  /** How many files were skipped so far, by extension in lower case; "" for none. */
  public Map<String, Long> skipped() {
    synchronized (skipped) {
      return Map.copyOf(skipped);
    }
  }

  /** How many pipes, sockets and devices were skipped so far. */
  public long notRegular() {
    synchronized (skipped) {
      return notRegular;
    }
  }

  @Override
  public boolean contains(Path file) {
    Path folder = identities.target(top);
    boolean inside =
        file.startsWith(folder)
            && excluded
                .map(identities::target)
                .filter(out -> out.startsWith(folder) && !out.equals(folder))
                .filter(file::startsWith)
                .isEmpty()
            && (recursive || folder.equals(file.getParent()));
    return inside || (Files.exists(file) && linked().contains(file));
  }

  /** What links in the folder point to: photos that lie elsewhere. Looked up once, when needed. */
  private synchronized Set<Path> linked() {
    if (linked == null) {
      Links links = new Links(identities.target(top));
      try {
        Files.walkFileTree(links.top, Set.of(), recursive ? Integer.MAX_VALUE : 1, links);
      } catch (IOException e) {
        // What can be listed no further is not searched for photos either.
      }
      linked = links.targets;
    }
    return linked;
  }

  private final class Links extends SimpleFileVisitor<Path> {
    private final Set<Path> targets = new HashSet<>();
    private final Path top;

    Links(Path top) {
      this.top = top;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      return folder.equals(top) || isWanted(folder)
          ? FileVisitResult.CONTINUE
          : FileVisitResult.SKIP_SUBTREE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (attributes.isSymbolicLink() && !isHidden(file)) {
        targets.add(identities.target(file));
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
      return FileVisitResult.CONTINUE;
    }
  }

  @Override
  public @Nullable PhotoFile next() throws IOException {
    if (!begun) {
      begun = true;
      if (!enter(top)) {
        return PhotoFile.of(top.toAbsolutePath().normalize());
      }
    }
    while (!open.isEmpty()) {
      Path entry = open.getLast().next();
      if (entry == null) {
        open.removeLast().close();
      } else if (!isHidden(entry) && isDue(entry)) {
        return PhotoFile.below(top, entry);
      }
    }
    return null;
  }

  /** Whether an entry is a photo, or a folder that cannot be read; other folders are entered. */
  private boolean isDue(Path entry) {
    Kind kind = kind(entry);
    return kind == Kind.FOLDER
        ? recursive && isWanted(entry) && !enter(entry)
        : isPhoto(entry, kind);
  }

  /** What an entry is; links are followed, but not to folders. */
  private enum Kind {
    FOLDER,
    FILE,
    SPECIAL,
    /** Cannot be looked at, or a link to a folder. */
    UNKNOWN
  }

  private Kind kind(Path entry) {
    try {
      return TimedFiles.call(entry, deadline, () -> look(entry));
    } catch (IOException e) {
      return Kind.UNKNOWN; // reading it will tell
    }
  }

  private static Kind look(Path entry) throws IOException {
    BasicFileAttributes own =
        Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (own.isDirectory()) {
      return Kind.FOLDER;
    }
    BasicFileAttributes target =
        own.isSymbolicLink() ? Files.readAttributes(entry, BasicFileAttributes.class) : own;
    if (target.isOther()) {
      return Kind.SPECIAL;
    }
    return target.isRegularFile() ? Kind.FILE : Kind.UNKNOWN;
  }

  private boolean isWanted(Path folder) {
    return !isHidden(folder)
        && excluded
            .filter(out -> identities.target(out).equals(identities.target(folder)))
            .isEmpty();
  }

  private boolean enter(Path folder) {
    try {
      open.addLast(new OpenFolder(folder, deadline));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private boolean isPhoto(Path file, Kind kind) {
    if (kind == Kind.SPECIAL) {
      synchronized (skipped) {
        notRegular++;
      }
      return false;
    }
    String extension = extension(file.getFileName().toString());
    if (EXTENSIONS.contains(extension) || (kind == Kind.FILE && ImageFiles.isPicture(file))) {
      return true;
    }
    synchronized (skipped) {
      skipped.merge(extension, 1L, Long::sum);
    }
    return false;
  }

  /** Whether a file of this name is taken for a photo without a look at its content. */
  public static boolean isPhotoName(String name) {
    return !name.startsWith(".") && EXTENSIONS.contains(extension(name));
  }

  /** In lower case; empty if there is none. */
  private static String extension(String name) {
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(dot + 1).toLowerCase(Locale.ROOT) : "";
  }

  private static boolean isHidden(Path path) {
    return path.getFileName().toString().startsWith(".");
  }

  @Override
  public void close() throws IOException {
    while (!open.isEmpty()) {
      open.removeLast().close();
    }
  }

  /** A folder being read, some entries at a time. */
  private static final class OpenFolder implements Closeable {
    private final Path folder;
    private final Duration deadline;
    private final DirectoryStream<Path> stream;
    private final Iterator<Path> rest;
    private Iterator<Path> held = List.<Path>of().iterator();

    OpenFolder(Path folder, Duration deadline) throws IOException {
      this.folder = folder;
      this.deadline = deadline;
      this.stream = TimedFiles.call(folder, deadline, () -> open(folder));
      this.rest = stream.iterator();
    }

    @SuppressWarnings("StreamResourceLeak") // closed with the folder
    private static DirectoryStream<Path> open(Path folder) throws IOException {
      DirectoryStream<Path> stream = Files.newDirectoryStream(folder);
      if (Thread.currentThread().isInterrupted()) { // the caller has stopped waiting
        stream.close();
      }
      return stream;
    }

    @Nullable Path next() throws IOException {
      if (!held.hasNext()) {
        held = TimedFiles.call(folder, deadline, this::some).iterator();
      }
      return held.hasNext() ? held.next() : null;
    }

    private List<Path> some() throws IOException {
      List<Path> entries = new ArrayList<>();
      try {
        while (entries.size() < MAX_HELD && rest.hasNext()) {
          entries.add(rest.next());
        }
      } catch (DirectoryIteratorException e) {
        throw e.getCause();
      }
      entries.sort(null);
      return entries;
    }

    @Override
    public void close() throws IOException {
      Boolean ignored =
          TimedFiles.call(
              folder,
              deadline,
              () -> {
                stream.close();
                return true;
              });
    }
  }
}

package io.github.matting4j.batch;

import io.github.matting4j.io.ImageFiles;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
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
 * PNG or TIFF. Other files, and what is hidden ({@code .name}), are passed over. Links to files are
 * followed, links to folders are not. A folder that may not be read becomes a photo that fails, so
 * that nobody misses it.
 *
 * <p>In the order of names; of a folder with more than 100,000 entries, as many are sorted at a
 * time as are held.
 */
public final class FolderSource implements PhotoSource {
  private static final int MOST_HELD = 100_000;
  private static final Set<String> EXTENSIONS =
      Set.of("jpg", "jpeg", "jpe", "jfif", "png", "tif", "tiff");

  private final Path top;
  private final boolean recursive;
  private final Optional<Path> excluded;
  private final ArrayDeque<OpenFolder> open = new ArrayDeque<>();
  private final Map<String, Long> passedOver = new TreeMap<>();
  private boolean begun;

  private FolderSource(Path top, boolean recursive, Optional<Path> excluded) {
    this.top = top;
    this.recursive = recursive;
    this.excluded = excluded;
  }

  /** The photos in and below a folder. */
  public static FolderSource of(Path folder) {
    return new FolderSource(folder, true, Optional.empty());
  }

  /** Those in the folder itself alone. */
  public FolderSource flat() {
    return new FolderSource(top, false, excluded);
  }

  /** Leaves out a folder below it, such as that of results. */
  public FolderSource excluding(Path folder) {
    return new FolderSource(top, recursive, Optional.of(folder.toAbsolutePath().normalize()));
  }

  /** How many files were passed over so far, by extension in lower case; "" for none. */
  public Map<String, Long> passedOver() {
    synchronized (passedOver) {
      return Map.copyOf(passedOver);
    }
  }

  @Override
  public boolean holds(Path file) {
    Path folder = top.toAbsolutePath().normalize();
    return file.startsWith(folder)
        && excluded.filter(file::startsWith).isEmpty()
        && (recursive || folder.equals(file.getParent()));
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
      } else if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
        if (recursive && isWanted(entry) && !enter(entry)) {
          return PhotoFile.below(top, entry);
        }
      } else if (isPhoto(entry)) {
        return PhotoFile.below(top, entry);
      }
    }
    return null;
  }

  private boolean isWanted(Path folder) {
    return !isHidden(folder)
        && excluded.filter(folder.toAbsolutePath().normalize()::equals).isEmpty();
  }

  private boolean enter(Path folder) {
    try {
      open.addLast(new OpenFolder(folder));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private boolean isPhoto(Path file) {
    if (isHidden(file)) {
      return false;
    }
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    String extension = dot > 0 ? name.substring(dot + 1).toLowerCase(Locale.ROOT) : "";
    if (EXTENSIONS.contains(extension)
        || (Files.isRegularFile(file) && ImageFiles.isPicture(file))) {
      return true;
    }
    synchronized (passedOver) {
      passedOver.merge(extension, 1L, Long::sum);
    }
    return false;
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
    private final DirectoryStream<Path> stream;
    private final Iterator<Path> rest;
    private Iterator<Path> held = List.<Path>of().iterator();

    @SuppressWarnings("StreamResourceLeak") // closed with this
    OpenFolder(Path folder) throws IOException {
      stream = Files.newDirectoryStream(folder);
      rest = stream.iterator();
    }

    @Nullable Path next() throws IOException {
      if (!held.hasNext()) {
        held = some().iterator();
      }
      return held.hasNext() ? held.next() : null;
    }

    private List<Path> some() throws IOException {
      List<Path> entries = new ArrayList<>();
      try {
        while (entries.size() < MOST_HELD && rest.hasNext()) {
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
      stream.close();
    }
  }
}

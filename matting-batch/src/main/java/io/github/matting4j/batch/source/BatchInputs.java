package io.github.matting4j.batch.source;

import io.github.matting4j.batch.FolderSource;
import io.github.matting4j.batch.PhotoFile;
import io.github.matting4j.batch.PhotoSource;
import io.github.matting4j.io.file.FileIdentities;
import io.github.matting4j.io.file.LocalPath;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The photos of a batch as a user names them: folders, files, patterns such as {@code in/*.jpg},
 * {@code @FILE} for a list and {@code -} for a list on a stream. They can be listed more than once,
 * so a list that can be read once is copied to a temporary file. Close it to delete that.
 */
public final class BatchInputs implements AutoCloseable {
  private final List<String> inputs;
  private final boolean recursive;
  private final boolean nul;
  private final Optional<Path> base;
  private final Path results;
  private final FileIdentities identities = FileIdentities.fresh();

  /** Copies of lists that can be read once, by input. */
  private final Map<String, Path> spooled = new HashMap<>();

  /**
   * The photos that these texts name.
   *
   * @param recursive whether folders inside folders are searched
   * @param nul whether NUL ends a path of a list, not the line
   * @param base what results' folders are relative to, for files that are listed or named
   * @param results the folder of results, which is not searched
   */
  public BatchInputs(
      List<String> inputs, boolean recursive, boolean nul, Optional<Path> base, Path results) {
    this.inputs = inputs;
    this.recursive = recursive;
    this.nul = nul;
    this.base = base;
    this.results = results;
  }

  /**
   * Looks at what was named before anything is done.
   *
   * @param in what {@code -} stands for
   * @throws IllegalArgumentException if results would lie among the photos
   * @throws IOException if a list cannot be read, or there is no photo
   */
  public void check(InputStream in) throws IOException {
    for (String input : inputs) {
      if (input.equals("-")) {
        spool(input, in);
      } else if (input.startsWith("@")) {
        checkList(input);
      } else if (LocalPath.isFolder(input)) {
        checkResults(input);
      }
    }
    checkForPhotos();
  }

  /**
   * The same for folders that are watched, which may still be empty.
   *
   * @throws IllegalArgumentException if one of the inputs is no folder, or results would lie among
   *     the photos
   */
  public void checkFolders() {
    for (String input : inputs) {
      if (!LocalPath.isFolder(input)) {
        throw new IllegalArgumentException(
            "only folders can be watched, and " + input + " is none; name a folder that exists");
      }
      checkResults(input);
    }
  }

  private void checkResults(String folder) {
    if (identities.target(results).equals(identities.target(Path.of(folder)))) {
      throw new IllegalArgumentException(
          "the folder of results "
              + results
              + " is the folder that is searched for photos; name another one, or one inside it");
    }
  }

  /** Whether this names a list of photos. */
  public static boolean isList(String input) {
    return input.equals("-") || input.startsWith("@");
  }

  private void checkList(String input) throws IOException {
    Path list = list(input);
    if (!Files.isReadable(list) || Files.isDirectory(list)) {
      throw new IOException("there is no list " + list + " that can be read");
    }
    if (!Files.isRegularFile(list)) { // a pipe can be read once, a list is read twice
      try (InputStream in = Files.newInputStream(list)) {
        spool(input, in);
      }
    }
  }

  private void spool(String input, InputStream in) throws IOException {
    if (!spooled.containsKey(input)) {
      Path file = Files.createTempFile("matting4j-list", ".txt");
      spooled.put(input, file);
      Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** One that exists is enough; others that do not are failed photos. */
  private void checkForPhotos() throws IOException {
    try (Photos photos = photos()) {
      PhotoFile missing = null;
      long count = 0;
      for (PhotoFile photo = photos.next(); photo != null; photo = photos.next()) {
        if (photo.problem().isPresent() || Files.exists(photo.file(), LinkOption.NOFOLLOW_LINKS)) {
          return;
        }
        missing = missing == null ? photo : missing;
        count++;
      }
      throw new IOException(
          missing == null ? noPhotos(photos) : missing(missing.file().toString(), count));
    }
  }

  private static String missing(String first, long count) {
    if (count > 1) {
      return "none of the " + count + " photos exists; the first is " + first;
    }
    return GlobSource.isPattern(first)
        ? "no photo matches the pattern " + first
        : "there is no file or folder " + first;
  }

  private String noPhotos(Photos photos) {
    SkippedFiles skipped = photos.skipped();
    return "there are no photos (JPEG, PNG, TIFF) in "
        + String.join(", ", inputs)
        + (skipped.isEmpty() ? "" : "; skipped: " + skipped);
  }

  private static Path list(String input) {
    return Path.of(input.substring(1));
  }

  /** The lists that were named. */
  public List<Path> lists() {
    return inputs.stream().filter(input -> input.startsWith("@")).map(BatchInputs::list).toList();
  }

  /**
   * All photos, one input after the other, from the first.
   *
   * @throws IOException if a list cannot be read
   */
  public Photos photos() throws IOException {
    List<PhotoSource> sources = new ArrayList<>();
    for (String input : inputs) {
      sources.add(source(input));
    }
    return new Photos(sources);
  }

  private PhotoSource source(String input) throws IOException {
    Path list = spooled.get(input);
    if (list != null) {
      return ListSource.open(list, nul, base);
    }
    if (input.startsWith("@")) {
      return ListSource.open(list(input), nul, base);
    }
    if (LocalPath.isFolder(input)) {
      FolderSource folder = FolderSource.of(Path.of(input)).excluding(results);
      return recursive ? folder : folder.flat();
    }
    if (GlobSource.isPattern(input) && LocalPath.existing(input).isEmpty()) {
      return GlobSource.of(input, base, results);
    }
    return new OneFile(ListSource.photo(input, base));
  }

  @Override
  public void close() throws IOException {
    for (Path file : spooled.values()) {
      Files.deleteIfExists(file);
    }
  }

  /** A file that was named: always tried. */
  private static final class OneFile implements PhotoSource {
    private final PhotoFile photo;
    private boolean given;

    OneFile(PhotoFile photo) {
      this.photo = photo;
    }

    @Override
    public @Nullable PhotoFile next() {
      PhotoFile next = given ? null : photo;
      given = true;
      return next;
    }

    @Override
    public boolean contains(Path file) {
      FileIdentities identities = FileIdentities.fresh();
      return identities.targetKey(photo.file()) == identities.targetKey(file);
    }
  }

  /** Sources one after the other. */
  public static final class Photos implements PhotoSource {
    private final List<PhotoSource> all;
    private final Iterator<PhotoSource> rest;
    private @Nullable PhotoSource current;

    private Photos(List<PhotoSource> all) {
      this.all = all;
      this.rest = all.iterator();
    }

    @Override
    public @Nullable PhotoFile next() throws IOException {
      while (true) {
        PhotoFile photo = current == null ? null : current.next();
        if (photo != null) {
          return photo;
        }
        if (!rest.hasNext()) {
          return null;
        }
        current = rest.next();
      }
    }

    @Override
    public boolean contains(Path file) {
      return all.stream().anyMatch(source -> source.contains(file));
    }

    /** What was skipped in folders so far. */
    public SkippedFiles skipped() {
      Map<String, Long> byExtension = new TreeMap<>();
      long notRegular = 0;
      for (PhotoSource source : all) {
        if (source instanceof FolderSource folder) {
          folder.skipped().forEach((name, count) -> byExtension.merge(name, count, Long::sum));
          notRegular += folder.notRegular();
        } else if (source instanceof GlobSource pattern) {
          notRegular += pattern.notRegular();
        }
      }
      return new SkippedFiles(byExtension, notRegular);
    }

    @Override
    public void close() throws IOException {
      for (PhotoSource source : all) {
        source.close();
      }
    }
  }
}

package io.github.matting4j.cli.batch;

import io.github.matting4j.batch.FolderSource;
import io.github.matting4j.batch.PhotoFile;
import io.github.matting4j.batch.PhotoSource;
import io.github.matting4j.batch.source.GlobSource;
import io.github.matting4j.batch.source.ListSource;
import io.github.matting4j.cli.console.LocalPath;
import io.github.matting4j.io.file.FileIdentities;
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
 * What the user named: folders, patterns, lists, files. It can be gone through more than once, so a
 * list on standard input or in a pipe is kept in a temporary file.
 */
final class BatchInputs implements AutoCloseable {
  private final List<String> inputs;
  private final boolean recursive;
  private final boolean nul;
  private final Optional<Path> base;
  private final Path results;
  private final FileIdentities identities = FileIdentities.fresh();

  /** Copies of lists that can be read once, by input. */
  private final Map<String, Path> spooled = new HashMap<>();

  BatchInputs(
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
   * @throws IllegalArgumentException if results would lie among the photos, or can lie nowhere
   * @throws IOException if a list cannot be read, or there is no photo
   */
  void check(InputStream in) throws IOException {
    checkForOptionsWithoutEffect();
    checkResults();
    for (String input : inputs) {
      if (input.equals("-")) {
        spool(input, in);
      } else if (input.startsWith("@")) {
        checkList(input);
      } else if (LocalPath.isFolder(input)
          && identities.target(results).equals(identities.target(Path.of(input)))) {
        throw new IllegalArgumentException(
            "-o is "
                + results
                + ", the folder that is searched for photos; name another one, or"
                + " one inside it");
      }
    }
    checkForPhotos();
  }

  private void checkForOptionsWithoutEffect() {
    if (nul && inputs.stream().noneMatch(BatchInputs::isList)) {
      throw new IllegalArgumentException(
          "-0 is for lists, and there is none; leave it out, or name a list: @FILE or '-'");
    }
    if (base.isPresent() && inputs.stream().allMatch(LocalPath::isFolder)) {
      throw new IllegalArgumentException(
          "--base has no effect on folders, whose photos keep their path below the folder; leave it"
              + " out");
    }
  }

  private static boolean isList(String input) {
    return input.equals("-") || input.startsWith("@");
  }

  private void checkResults() {
    if (Files.exists(results) && !Files.isDirectory(results)) {
      throw new IllegalArgumentException(
          "-o is " + results + ", a file; name a folder for the results");
    }
    Path existing = results.toAbsolutePath().normalize();
    while (!Files.exists(existing) && existing.getParent() != null) {
      existing = existing.getParent();
    }
    if (!Files.isDirectory(existing)) {
      throw new IllegalArgumentException(
          "-o is " + results + ", but " + existing + " is a file; name another folder");
    }
    if (!Files.isWritable(existing)) {
      throw new IllegalArgumentException(
          "-o is "
              + results
              + ", but the folder "
              + existing
              + " is not writable; allow writing or name another folder");
    }
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
    String others = BatchMessages.passedOver(photos);
    return "there are no photos (JPEG, PNG, TIFF) in "
        + String.join(", ", inputs)
        + (others.isEmpty() ? "" : "; skipped: " + others);
  }

  private static Path list(String input) {
    return Path.of(input.substring(1));
  }

  /** The lists that were named. */
  List<Path> lists() {
    return inputs.stream().filter(input -> input.startsWith("@")).map(BatchInputs::list).toList();
  }

  /** All photos, one input after the other. */
  Photos photos() throws IOException {
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
  static final class Photos implements PhotoSource {
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

    /** How many files of folders were skipped, by extension. */
    Map<String, Long> passedOver() {
      Map<String, Long> counts = new TreeMap<>();
      for (PhotoSource source : all) {
        if (source instanceof FolderSource folder) {
          folder.skipped().forEach((name, count) -> counts.merge(name, count, Long::sum));
        }
      }
      return counts;
    }

    /** How many pipes, sockets and devices in folders were skipped. */
    long notRegular() {
      long count = 0;
      for (PhotoSource source : all) {
        if (source instanceof FolderSource folder) {
          count += folder.notRegular();
        } else if (source instanceof GlobSource pattern) {
          count += pattern.notRegular();
        }
      }
      return count;
    }

    @Override
    public void close() throws IOException {
      for (PhotoSource source : all) {
        source.close();
      }
    }
  }
}

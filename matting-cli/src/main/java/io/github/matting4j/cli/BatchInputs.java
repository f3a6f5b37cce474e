package io.github.matting4j.cli;

import io.github.matting4j.batch.FolderSource;
import io.github.matting4j.batch.PhotoFile;
import io.github.matting4j.batch.PhotoSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the user named: folders, patterns, lists, files. It can be gone through more than once, so
 * standard input is kept in a temporary file.
 */
final class BatchInputs implements AutoCloseable {
  private final List<String> inputs;
  private final boolean recursive;
  private final boolean nul;
  private final Optional<Path> base;
  private final Path results;
  private @Nullable Path standardInput;

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
   * @throws IllegalArgumentException if results would lie among the photos
   * @throws IOException if a list cannot be read
   */
  void check(InputStream in) throws IOException {
    Path folder = results.toAbsolutePath().normalize();
    for (String input : inputs) {
      if (input.equals("-") && standardInput == null) {
        standardInput = Files.createTempFile("matting4j-list", ".txt");
        Files.copy(in, standardInput, StandardCopyOption.REPLACE_EXISTING);
      } else if (input.startsWith("@") && !Files.isReadable(list(input))) {
        throw new IOException(
            "there is no list "
                + list(input)
                + " that can be read; check its name and permissions");
      } else if (LocalPath.isFolder(input)
          && folder.equals(Path.of(input).toAbsolutePath().normalize())) {
        throw new IllegalArgumentException(
            "-o is "
                + results
                + ", the folder that is searched for photos; name another one, or"
                + " one inside it");
      }
    }
  }

  private static Path list(String input) {
    return Path.of(input.substring(1));
  }

  /** What is read besides photos lies in these files. */
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
    if (input.equals("-") && standardInput != null) {
      return ListSource.open(standardInput, nul, base, results);
    }
    if (input.startsWith("@")) {
      return ListSource.open(list(input), nul, base, results);
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
    if (standardInput != null) {
      Files.deleteIfExists(standardInput);
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
    public boolean holds(Path file) {
      return photo.file().toAbsolutePath().normalize().equals(file);
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
    public boolean holds(Path file) {
      return all.stream().anyMatch(source -> source.holds(file));
    }

    /** How many files of folders were passed over, by extension. */
    Map<String, Long> passedOver() {
      Map<String, Long> counts = new TreeMap<>();
      for (PhotoSource source : all) {
        if (source instanceof FolderSource folder) {
          folder.passedOver().forEach((name, count) -> counts.merge(name, count, Long::sum));
        }
      }
      return counts;
    }

    @Override
    public void close() throws IOException {
      for (PhotoSource source : all) {
        source.close();
      }
    }
  }
}

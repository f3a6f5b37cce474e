package io.github.matting4j.batch;

import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Photos that somebody holds in a collection. */
final class FileSource implements PhotoSource {
  private final Iterator<Path> rest;
  private final Set<Path> all = new HashSet<>();

  FileSource(Collection<Path> files) {
    rest = files.iterator();
    files.forEach(file -> all.add(file.toAbsolutePath().normalize()));
  }

  @Override
  public @Nullable PhotoFile next() {
    return rest.hasNext() ? PhotoFile.of(rest.next()) : null;
  }

  @Override
  public boolean holds(Path file) {
    return all.contains(file);
  }
}

package io.github.matting4j.batch;

import io.github.matting4j.io.file.FileIdentities;
import io.github.matting4j.io.file.PathKeyIndex;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** The photos of a collection. */
final class FileSource implements PhotoSource {
  private final Iterator<Path> rest;
  private final FileIdentities identities = FileIdentities.cached();
  private final PathKeyIndex all = new PathKeyIndex();

  FileSource(Collection<Path> files) {
    rest = files.iterator();
    files.forEach(file -> all.put(identities.targetKey(file), 0));
  }

  @Override
  public @Nullable PhotoFile next() {
    return rest.hasNext() ? PhotoFile.of(rest.next()) : null;
  }

  @Override
  public boolean contains(Path file) {
    return all.get(identities.targetKey(file)) != PathKeyIndex.ABSENT;
  }
}

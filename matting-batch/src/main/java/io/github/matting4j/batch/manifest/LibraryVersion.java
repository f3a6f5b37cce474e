package io.github.matting4j.batch.manifest;

import java.util.Objects;

/** The version of this library, for manifests. */
final class LibraryVersion {
  static final String TEXT =
      Objects.requireNonNullElse(
          LibraryVersion.class.getPackage().getImplementationVersion(), "development");

  private LibraryVersion() {}
}

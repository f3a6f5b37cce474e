package io.github.matting4j.batch.manifest;

import java.lang.module.ModuleDescriptor;
import java.util.Optional;

/** The version of this library, for manifests. */
final class LibraryVersion {
  static final String TEXT = of(LibraryVersion.class);

  private LibraryVersion() {}

  /** On the module path a package has no version, but its module has. */
  static String of(Class<?> member) {
    return Optional.ofNullable(member.getModule().getDescriptor())
        .flatMap(ModuleDescriptor::rawVersion)
        .or(() -> Optional.ofNullable(member.getPackage().getImplementationVersion()))
        .orElse("development");
  }
}

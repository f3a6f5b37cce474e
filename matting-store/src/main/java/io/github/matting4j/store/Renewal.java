package io.github.matting4j.store;

import static io.github.matting4j.store.ModelInstallException.Reason.HASH;
import static io.github.matting4j.store.ModelInstallException.Reason.NETWORK;

import io.github.matting4j.io.file.Sha256;
import io.github.matting4j.model.ModelDescriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Converts an installed model again, of the same published file, because its converter has a later
 * version. What is installed stays if that file cannot be had. The caller holds the model's lock.
 */
final class Renewal {
  private final StoreContext context;
  private final StoreFolder folder;
  private final ModelDescriptor model;
  private final InstallOptions options;

  Renewal(StoreContext context, StoreFolder folder, ModelDescriptor model, InstallOptions options) {
    this.context = context;
    this.folder = folder;
    this.model = model;
    this.options = options;
  }

  /**
   * Renews an outdated model.
   *
   * @param requested where the file is fetched from if it was fetched before
   * @return what is installed now
   */
  InstalledModel run(InstalledModel old, Source requested) throws IOException {
    Optional<Source> source = source(old, requested);
    if (source.isEmpty()) {
      note(
          "it is not converted again, because "
              + old.source()
              + " is not the file any more that it was made of; install it from its file again");
      return kept(old);
    }
    note("converting it again: " + old.converter().orElse("") + ", is an older converter");
    InstallOptions same =
        old.sourceSha256().isEmpty() ? options : options.sha256(old.sourceSha256());
    try {
      return new Installation(context, folder, model, same).run(source.get());
    } catch (ModelInstallException e) {
      if (e.reason() != NETWORK && e.reason() != HASH) {
        throw e;
      }
      options.listener().note(String.valueOf(e.getMessage()));
      return kept(old);
    }
  }

  private InstalledModel kept(InstalledModel old) {
    note("it stays as it was converted before, and can be used");
    return old;
  }

  private void note(String sentence) {
    options.listener().note(model.id() + ": " + sentence);
  }

  /** The file on this machine that it was made of, else the address. */
  private Optional<Source> source(InstalledModel old, Source requested) throws IOException {
    if (old.source().contains("://")) {
      return Optional.of(requested);
    }
    Path file = Path.of(old.source());
    return Files.isRegularFile(file) && Sha256.of(file).equals(old.sourceSha256())
        ? Optional.of(Source.of(model, file))
        : Optional.empty();
  }
}

package io.github.matting4j.store;

import static io.github.matting4j.store.ModelInstallException.Reason.HASH;

import io.github.matting4j.model.source.Download;
import java.io.IOException;
import java.util.Optional;

/**
 * Compares the hash of a published file with the one that the user gave, that the catalogue states,
 * or that was seen when the file was first fetched, whichever there is first.
 */
final class HashPolicy {
  private final String model;
  private final InstallOptions options;
  private final SeenHashes seen;

  HashPolicy(String model, InstallOptions options, SeenHashes seen) {
    this.model = model;
    this.options = options;
    this.seen = seen;
  }

  /**
   * Checks a hash.
   *
   * @return what it was compared with
   * @throws ModelInstallException if it differs
   */
  String check(Source source, Acquisition.Acquired file, String sha256) throws IOException {
    if (options.sha256().isPresent()) {
      requireEqual(options.sha256().get(), sha256, file, "was asked for", "check both");
      return "the hash given at the installation";
    }
    Optional<Download> stated = source.stated().filter(d -> d.sha256().isPresent());
    if (stated.isPresent()) {
      String origin = "the stated hash (" + stated.get().citation() + ")";
      return compare(stated.get().sha256().orElseThrow(), sha256, file, "is stated", origin);
    }
    Optional<SeenHashes.Seen> before = seen.get(model, file.name());
    if (before.isPresent()) {
      String when = "of " + before.get().date() + " from " + before.get().address();
      return compare(
          before.get().sha256(), sha256, file, "was first fetched " + when, "the file " + when);
    }
    return "nothing: no hash is stated, this one is recorded";
  }

  private String compare(
      String expected, String actual, Acquisition.Acquired file, String how, String origin)
      throws ModelInstallException {
    if (!options.isNewAccepted()) {
      requireEqual(
          expected,
          actual,
          file,
          how,
          "the file was damaged, replaced or published anew: if it is trusted, install it with"
              + " InstallOptions.acceptNew");
    }
    return expected.equals(actual) ? origin : "nothing: accepted although another hash " + how;
  }

  private void requireEqual(
      String expected, String actual, Acquisition.Acquired file, String how, String remedy)
      throws ModelInstallException {
    if (!expected.equals(actual)) {
      throw new ModelInstallException(
          HASH,
          model
              + ": the SHA-256 of "
              + file.origin()
              + " is "
              + actual
              + ", but "
              + expected
              + " "
              + how
              + "; "
              + remedy);
    }
  }
}

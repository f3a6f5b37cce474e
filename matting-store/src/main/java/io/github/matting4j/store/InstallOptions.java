package io.github.matting4j.store;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * How to install a model. Each step returns a new value.
 *
 * <p>Immutable.
 */
public final class InstallOptions {
  private static final long DEFAULT_MAX_BYTES = 1L << 30;

  private static final InstallOptions DEFAULTS =
      new InstallOptions(
          false,
          false,
          false,
          Optional.empty(),
          Optional.empty(),
          DEFAULT_MAX_BYTES,
          Optional.empty(),
          InstallListener.NONE);

  private final boolean licenceAccepted;
  private final boolean offline;
  private final boolean newAccepted;
  private final Optional<URI> mirror;
  private final Optional<String> sha256;
  private final long maxBytes;
  private final Optional<Duration> timeout;
  private final InstallListener listener;

  private InstallOptions(
      boolean licenceAccepted,
      boolean offline,
      boolean newAccepted,
      Optional<URI> mirror,
      Optional<String> sha256,
      long maxBytes,
      Optional<Duration> timeout,
      InstallListener listener) {
    this.licenceAccepted = licenceAccepted;
    this.offline = offline;
    this.newAccepted = newAccepted;
    this.mirror = mirror;
    this.sha256 = sha256;
    this.maxBytes = maxBytes;
    this.timeout = timeout;
    this.listener = Objects.requireNonNull(listener);
  }

  /** The official address, with network, for a licence that was agreed to before. */
  public static InstallOptions defaults() {
    return DEFAULTS;
  }

  /**
   * States that the user has read and agreed to the licence of the weights. It is recorded in the
   * model folder, and holds from then on for every model of the same licence.
   */
  public InstallOptions acceptLicence() {
    return new InstallOptions(
        true, offline, newAccepted, mirror, sha256, maxBytes, timeout, listener);
  }

  /** Makes no connection at all; what is not here already fails. */
  public InstallOptions offline() {
    return new InstallOptions(
        licenceAccepted, true, newAccepted, mirror, sha256, maxBytes, timeout, listener);
  }

  /** Accepts a file that differs from the stated hash, or from the one that was seen before. */
  public InstallOptions acceptNew() {
    return new InstallOptions(
        licenceAccepted, offline, true, mirror, sha256, maxBytes, timeout, listener);
  }

  /**
   * Fetches from a mirror: a folder with the official file names, or with the paths of the official
   * addresses. Stated hashes hold for it.
   *
   * @param prefix https; http only for this machine, such as {@code http://localhost:8000/}
   * @throws IllegalArgumentException if it is not absolute
   */
  public InstallOptions mirror(URI prefix) {
    if (!prefix.isAbsolute() || prefix.getHost() == null) {
      throw new IllegalArgumentException(
          "the mirror is '" + prefix + "'; it must be an address such as https://HOST/PATH/");
    }
    return new InstallOptions(
        licenceAccepted,
        offline,
        newAccepted,
        Optional.of(prefix),
        sha256,
        maxBytes,
        timeout,
        listener);
  }

  /**
   * Requires this hash of the file that is fetched, in place of one that the catalogue states.
   *
   * @throws IllegalArgumentException if it is not of 64 hexadecimal digits
   */
  public InstallOptions sha256(String hex) {
    String hash = hex.strip().toLowerCase(Locale.ROOT);
    if (!hash.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException(
          "the SHA-256 is '" + hex + "'; it must have 64 hexadecimal digits");
    }
    return new InstallOptions(
        licenceAccepted,
        offline,
        newAccepted,
        mirror,
        Optional.of(hash),
        maxBytes,
        timeout,
        listener);
  }

  /**
   * Refuses larger files; 1 GiB unless set.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public InstallOptions maxBytes(long limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("maxBytes is " + limit + "; it must be at least 1");
    }
    return new InstallOptions(
        licenceAccepted, offline, newAccepted, mirror, sha256, limit, timeout, listener);
  }

  /**
   * Ends the download with an exception after this time over all attempts; 3 hours unless set. In
   * addition a server must be reached within 20 seconds and send something every 60 seconds.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public InstallOptions timeout(Duration limit) {
    if (limit.isNegative() || limit.isZero()) {
      throw new IllegalArgumentException("timeout is " + limit + "; it must be positive");
    }
    return new InstallOptions(
        licenceAccepted,
        offline,
        newAccepted,
        mirror,
        sha256,
        maxBytes,
        Optional.of(limit),
        listener);
  }

  /** Reports progress to this listener. */
  public InstallOptions listener(InstallListener given) {
    return new InstallOptions(
        licenceAccepted, offline, newAccepted, mirror, sha256, maxBytes, timeout, given);
  }

  boolean isLicenceAccepted() {
    return licenceAccepted;
  }

  boolean isOffline() {
    return offline;
  }

  boolean isNewAccepted() {
    return newAccepted;
  }

  Optional<URI> mirror() {
    return mirror;
  }

  Optional<String> sha256() {
    return sha256;
  }

  long maxBytes() {
    return maxBytes;
  }

  Optional<Duration> timeout() {
    return timeout;
  }

  InstallListener listener() {
    return listener;
  }
}

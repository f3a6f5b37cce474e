package io.github.matting4j.onnx.cache;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The random secret of the HMAC of a user's cached graphs: 32 bytes in the file {@code graph.key}
 * of the cache folder, which only this user can read (mode 600 on POSIX). It is created when the
 * first graph is cached. Without it, or with another one, cached graphs are not used.
 */
final class CacheSecret {
  private static final String NAME = "graph.key";
  private static final String ALGORITHM = "HmacSHA256";
  private static final int BYTES = 32;

  private final byte[] secret;

  private CacheSecret(byte[] secret) {
    this.secret = secret;
  }

  /** The secret of this folder; empty if there is none, or others can read it. */
  static Optional<CacheSecret> read(Path folder) throws IOException {
    Path file = folder.resolve(NAME);
    if (!Files.isRegularFile(file) || !CacheFolder.isSecret(file) || Files.size(file) != BYTES) {
      return Optional.empty();
    }
    return Optional.of(new CacheSecret(Files.readAllBytes(file)));
  }

  /** The secret of this folder, created if there is none that can be used. */
  static CacheSecret readOrMake(Path folder) throws IOException {
    Optional<CacheSecret> known = read(folder);
    if (known.isEmpty()) {
      make(folder);
      known = read(folder); // the present content, in case another process replaced it
    }
    return known.orElseThrow(() -> new IOException("cannot store a secret in " + folder));
  }

  private static void make(Path folder) throws IOException {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    Path part = folder.resolve("graph" + ProcessHandle.current().pid() + CacheSweep.UNFINISHED);
    Files.deleteIfExists(part);
    try {
      try (SeekableByteChannel channel =
          Files.newByteChannel(
              part,
              Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              CacheFolder.attributes(part, "rw-------"))) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
      }
      Files.move(
          part,
          folder.resolve(NAME),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /** A new HMAC with this secret. */
  Mac mac() {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret, ALGORITHM));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }
}

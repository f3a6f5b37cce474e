package io.github.matting4j.onnx.cache;

import io.github.matting4j.runtime.FileStamp;
import io.github.matting4j.runtime.ModelFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What was computed by reading a whole file, such as its hash, recorded in the cache folder so that
 * later JVMs need not read the file again. A record holds while the file's {@link FileStamp} is the
 * same; it is authenticated by the folder's {@link CacheSecret}.
 *
 * <p>Only stamps with the time of the last status change are recorded, as that time cannot be set
 * back, and only when it has passed by {@link #SETTLED}: a file that changes twice within the
 * resolution of the file system's clock could keep its stamp. So nothing is recorded on Windows.
 *
 * <p>Failures are not reported: what cannot be recorded is computed again. Thread-safe.
 */
final class ContentRecords {
  /** How long ago the last change must be. */
  static final Duration SETTLED = Duration.ofSeconds(2);

  /** Records that were not renewed for this time are deleted. */
  private static final Duration ABANDONED_AFTER = Duration.ofDays(30);

  private static final Pattern NAME = Pattern.compile("[0-9a-f]{32}\\.seen");
  private static final int NAME_DIGITS = 32;
  private static final int MAX_BYTES = 1 << 10;
  private static final System.Logger LOGGER =
      System.getLogger(ContentRecords.class.getPackageName());

  private final Path folder;
  private final Duration settled;

  /** Records in this folder, which is made when the first is written. */
  ContentRecords(Path folder) {
    this(folder, SETTLED);
  }

  /** With another time since the last change of a file that is recorded. */
  ContentRecords(Path folder, Duration settled) {
    this.folder = folder;
    this.settled = settled;
  }

  /**
   * What was recorded of a file.
   *
   * @param kind of the result
   * @param stamp of the file now
   */
  Optional<String> find(Path file, String kind, FileStamp stamp) {
    Path record = record(file, kind);
    try {
      if (!Files.isRegularFile(record)
          || Files.size(record) > MAX_BYTES
          || !CacheFolder.isPrivate(folder)) {
        return Optional.empty();
      }
      List<String> lines = Files.readString(record, StandardCharsets.UTF_8).lines().toList();
      Optional<CacheSecret> secret = CacheSecret.read(folder);
      if (lines.size() != 2 || secret.isEmpty()) {
        return Optional.empty();
      }
      String result = lines.get(0);
      boolean valid =
          MessageDigest.isEqual(
              seal(file, kind, stamp, result, secret.get()).getBytes(StandardCharsets.UTF_8),
              lines.get(1).getBytes(StandardCharsets.UTF_8));
      return valid ? Optional.of(result) : Optional.empty();
    } catch (IOException e) {
      LOGGER.log(System.Logger.Level.DEBUG, "cannot read {0}: {1}", record, e);
      return Optional.empty();
    }
  }

  /**
   * Records a result.
   *
   * @param stamp of the file before and after it was read
   * @param result one line
   */
  void put(Path file, String kind, FileStamp stamp, String result) {
    try {
      if (!isSettled(file)) {
        return;
      }
      CacheFolder.make(folder);
      if (!CacheFolder.isPrivate(folder)) {
        return;
      }
      String seal = seal(file, kind, stamp, result, CacheSecret.readOrMake(folder));
      Path part = Files.createTempFile(folder, "graph", CacheSweep.UNFINISHED);
      try {
        Files.writeString(part, result + "\n" + seal + "\n", StandardCharsets.UTF_8);
        Files.move(
            part,
            record(file, kind),
            StandardCopyOption.ATOMIC_MOVE,
            StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(part);
      }
      sweep();
    } catch (IOException | DirectoryIteratorException e) {
      LOGGER.log(System.Logger.Level.DEBUG, "cannot record {0}: {1}", file, e);
    }
  }

  private boolean isSettled(Path file) throws IOException {
    return file.getFileSystem().supportedFileAttributeViews().contains("unix")
        && Files.getAttribute(file, "unix:ctime") instanceof FileTime changed
        && !changed.toInstant().plus(settled).isAfter(Instant.now());
  }

  private Path record(Path file, String kind) {
    String digits = ModelFile.sha256(bytes(kind + "\n" + file.toAbsolutePath()));
    return folder.resolve(digits.substring(0, NAME_DIGITS) + ".seen");
  }

  private static String seal(
      Path file, String kind, FileStamp stamp, String result, CacheSecret secret) {
    String text =
        String.join(
            "\n",
            kind,
            file.toAbsolutePath().toString(),
            Long.toString(stamp.size()),
            stamp.modified(),
            stamp.identity(),
            result);
    return HexFormat.of().formatHex(secret.mac().doFinal(bytes(text)));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private void sweep() throws IOException {
    Instant limit = Instant.now().minus(ABANDONED_AFTER);
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        if (NAME.matcher(file.getFileName().toString()).matches()
            && Files.getLastModifiedTime(file).toInstant().isBefore(limit)) {
          Files.deleteIfExists(file);
        }
      }
    }
  }
}

package io.github.matting4j.onnx.cache;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Keeps a cache folder small: of one model the three files used last (a new engine or another
 * machine on the same home makes a new one), one gigabyte in all, and no unfinished file of a
 * process that died. Files with other names are left alone.
 */
final class CacheSweep {
  static final String UNFINISHED = ".part";

  private static final int MODEL_DIGITS = 16;
  private static final Pattern KEPT = Pattern.compile("[0-9a-f]{16}-[0-9a-f]{16}\\.onnx");
  private static final Pattern ABANDONED = Pattern.compile("graph\\d+\\.part");
  private static final Duration ABANDONED_AFTER = Duration.ofHours(1);
  private static final int MAX_PER_MODEL = 3;
  private static final long MAX_BYTES = 1L << 30;

  private CacheSweep() {}

  private record Kept(Path file, String model, Instant used, long bytes) {}

  /** The name of a file: the model's digits, so that its files are known, and the key's. */
  static String name(String sha256, String key) {
    return sha256.substring(0, MODEL_DIGITS) + "-" + key.substring(0, MODEL_DIGITS) + ".onnx";
  }

  /** Sweeps the folder of {@code newest}, which stays. */
  static void sweep(Path newest) throws IOException {
    List<Kept> all = new ArrayList<>();
    Instant limit = Instant.now().minus(ABANDONED_AFTER);
    try (DirectoryStream<Path> files = Files.newDirectoryStream(newest.resolveSibling(""))) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        boolean kept = KEPT.matcher(name).matches();
        if (kept || ABANDONED.matcher(name).matches()) {
          BasicFileAttributes facts = Files.readAttributes(file, BasicFileAttributes.class);
          Instant used = facts.lastModifiedTime().toInstant();
          if (kept && !file.equals(newest)) {
            all.add(new Kept(file, name.substring(0, MODEL_DIGITS), used, facts.size()));
          } else if (!kept && used.isBefore(limit)) {
            Files.deleteIfExists(file);
          }
        }
      }
    }
    String model = newest.getFileName().toString().substring(0, MODEL_DIGITS);
    Map<String, Integer> ofModel = new HashMap<>(Map.of(model, 1));
    long bytes = Files.size(newest);
    all.sort(Comparator.comparing(Kept::used).reversed());
    for (Kept kept : all) {
      bytes += kept.bytes();
      if (ofModel.merge(kept.model(), 1, Integer::sum) > MAX_PER_MODEL || bytes > MAX_BYTES) {
        Files.deleteIfExists(kept.file());
      }
    }
  }
}

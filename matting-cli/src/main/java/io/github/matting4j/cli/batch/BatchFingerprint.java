package io.github.matting4j.cli.batch;

import io.github.matting4j.cli.console.LocalPath;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The options that decide what results look like, as text. Every option counts unless it is known
 * not to: one that is forgotten here makes a batch do too much, never too little. A file that is
 * named counts with its content.
 */
final class BatchFingerprint {
  /** Where, how fast and how told; the model and the names of files are compared on their own. */
  private static final Set<String> OTHERS =
      Set.of(
          "--output",
          "--pattern",
          "--which",
          "--no-recursive",
          "-0",
          "--base",
          "--callers",
          "--parallel",
          "--threads",
          "--manifest",
          "--verify",
          "--limit",
          "--timeout",
          "--memory",
          "--json",
          "--verbose",
          "--max-megapixels",
          "--max-file-size",
          "--read-timeout",
          "--model",
          "--model-file",
          "--model-folder",
          "--device",
          "--help",
          "--version");

  private BatchFingerprint() {}

  static String of(CommandSpec command) throws IOException {
    TreeMap<String, String> values = new TreeMap<>();
    for (OptionSpec option : command.options()) {
      if (List.of(option.names()).stream().noneMatch(OTHERS::contains)) {
        values.put(option.longestName(), text(option.getValue()));
      }
    }
    return values.toString();
  }

  private static String text(Object value) throws IOException {
    if (value == null) {
      return "";
    }
    String text = value.toString();
    Optional<Path> file = LocalPath.existing(text).filter(Files::isRegularFile);
    return file.isPresent() ? text + " " + sha256(file.get()) : text;
  }

  private static String sha256(Path file) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      try (InputStream stream = new DigestInputStream(Files.newInputStream(file), digest)) {
        stream.transferTo(java.io.OutputStream.nullOutputStream());
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e); // every JDK has it
    }
  }
}

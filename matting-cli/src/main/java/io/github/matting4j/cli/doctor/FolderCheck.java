package io.github.matting4j.cli.doctor;

import io.github.matting4j.io.file.MattingHome;
import io.github.matting4j.text.Quantities;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folders that are written to, and the engines' libraries that are unpacked there. Stateless.
 */
final class FolderCheck {
  /** What the largest native library and a kept graph need. */
  private static final long MIN_FREE_BYTES = 300_000_000;

  private FolderCheck() {}

  static void folders(Findings findings, Path modelFolder) {
    Path home = MattingHome.path();
    Path temporary = Path.of(System.getProperty("java.io.tmpdir", "")).toAbsolutePath();
    boolean temporaryWorks = isWritable(existing(temporary));
    Path above = existing(home);
    if (isWritable(above)) {
      describe(findings, "home", home);
    } else if (temporaryWorks) {
      findings.note(
          "home",
          home + " cannot be written; the temporary folder is used",
          "name a folder in " + MattingHome.VARIABLE + " that can be written");
    } else {
      findings.problem(
          "home",
          home + " cannot be written, nor can the temporary folder",
          "name a folder in " + MattingHome.VARIABLE + " that can be written");
    }
    describe(findings, "models", modelFolder);
    describe(findings, "kept graphs", home.resolve("cache"));
    describe(findings, "native libraries", home.resolve("native"));
    describe(findings, "archives of classes", home.resolve("start"));
    describe(findings, "temporary folder", temporary);
  }

  private static void describe(Findings findings, String name, Path folder) {
    Path there = existing(folder);
    boolean writable = isWritable(there);
    long free = there.toFile().getUsableSpace();
    String value =
        folder
            + (there.equals(folder) ? "" : ", not there yet")
            + (writable ? ", writable, " : ", only readable, ")
            + Quantities.bytes(free)
            + " free";
    if (writable && free < MIN_FREE_BYTES) {
      findings.note(name, value, "free some space, or use another folder");
    } else {
      findings.ok(name, value);
    }
  }

  /** The folder, or the nearest one above it that exists. */
  private static Path existing(Path folder) {
    Path found = folder.toAbsolutePath();
    while (!Files.exists(found, LinkOption.NOFOLLOW_LINKS)) {
      Path above = found.getParent();
      if (above == null) {
        break;
      }
      found = above;
    }
    return found;
  }

  private static boolean isWritable(Path folder) {
    return Files.isDirectory(folder) && Files.isWritable(folder);
  }

  /** The copies of native libraries that are there. */
  static void natives(Findings findings) throws IOException {
    List<String> found = new ArrayList<>();
    for (Path root : List.of(MattingHome.path(), MattingHome.fallback())) {
      Path folder = root.resolve("native");
      if (!Files.isDirectory(folder) || !Files.isReadable(folder)) {
        continue;
      }
      try (Stream<Path> copies = Files.list(folder)) {
        for (Path copy : copies.filter(Files::isDirectory).sorted().toList()) {
          found.add(copy + " (" + Quantities.bytes(size(copy)) + ")");
        }
      }
    }
    findings.ok(
        "unpacked",
        found.isEmpty()
            ? "nothing yet; an engine is unpacked when it is first used"
            : String.join(", ", found));
  }

  private static long size(Path folder) throws IOException {
    long bytes = 0;
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        bytes += Files.size(file);
      }
    }
    return bytes;
  }
}

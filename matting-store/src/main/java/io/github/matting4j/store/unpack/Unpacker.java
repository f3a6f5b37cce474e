package io.github.matting4j.store.unpack;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Finds the weights in a file of any of the published kinds, found out by its first bytes, or in a
 * folder that an archive was unpacked to. Stateless.
 */
public final class Unpacker {
  private static final int HEAD_BYTES = 512;
  private static final int BUFFER = 1 << 16;
  private static final int TAR_MARK = 257;

  /** The kinds of archives. */
  private enum Kind {
    ZIP,
    TAR,
    TAR_GZ
  }

  private Unpacker() {}

  /**
   * Finds the weights.
   *
   * @param file an archive, an ONNX file, a frozen graph, or a folder
   * @param name the file's own name, whose extension tells an ONNX file from a frozen graph
   * @param into an empty folder, where files of an archive are put
   * @throws ArchiveException if there are no weights, or several, or a limit is exceeded
   * @throws IOException if a file cannot be read or written
   */
  public static Weights unpack(Path file, String name, Path into, ArchiveLimits limits)
      throws IOException {
    if (Files.isDirectory(file)) {
      return ofFolder(file);
    }
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.endsWith(".pdmodel") || lower.endsWith(".pdiparams")) {
      Path folder = file.toAbsolutePath().getParent();
      return ofFolder(folder == null ? file.toAbsolutePath() : folder);
    }
    byte[] head;
    try (InputStream in = Files.newInputStream(file)) {
      head = in.readNBytes(HEAD_BYTES);
    }
    if (startsWith(head, 'P', 'K', 3, 4) || startsWith(head, 'P', 'K', 5, 6)) {
      return ofArchive(file, into, limits, Kind.ZIP);
    }
    if (startsWith(head, 0x1f, 0x8b)) {
      return ofArchive(file, into, limits, Kind.TAR_GZ);
    }
    if (isTar(head)) {
      return ofArchive(file, into, limits, Kind.TAR);
    }
    refuseText(head);
    if (lower.endsWith(".onnx")) {
      return new Weights.Onnx(file);
    }
    if (lower.endsWith(".pb")) {
      return new Weights.FrozenGraph(file);
    }
    throw new ArchiveException(
        "it is no archive that is known (ZIP, tar, tar.gz) and its name does not end in .onnx or .pb");
  }

  private static boolean startsWith(byte[] head, int... bytes) {
    for (int i = 0; i < bytes.length; i++) {
      if (i >= head.length || (head[i] & 0xff) != bytes[i]) {
        return false;
      }
    }
    return true;
  }

  /** Whether the mark of the tar format is where it has to be. */
  private static boolean isTar(byte[] head) {
    byte[] mark = "ustar".getBytes(StandardCharsets.US_ASCII);
    return head.length == HEAD_BYTES
        && Arrays.equals(head, TAR_MARK, TAR_MARK + mark.length, mark, 0, mark.length);
  }

  private static void refuseText(byte[] head) throws ArchiveException {
    String start =
        new String(head, StandardCharsets.ISO_8859_1).stripLeading().toLowerCase(Locale.ROOT);
    if (start.isEmpty()) {
      throw new ArchiveException("it is empty");
    }
    if (start.startsWith("<!doctype") || start.startsWith("<html") || start.startsWith("<?xml")) {
      throw new ArchiveException("it is a web page: the server sent a message instead of the file");
    }
    if (start.startsWith("version https://git-lfs")) {
      throw new ArchiveException("it is a Git LFS pointer; fetch the file with 'git lfs pull'");
    }
  }

  private static Weights ofArchive(Path file, Path into, ArchiveLimits limits, Kind kind)
      throws IOException {
    UnpackBudget budget = new UnpackBudget(limits, Files.size(file));
    Candidates candidates = new Candidates();
    ArchiveEntries.Visitor visitor =
        (name, content) ->
            candidates.add(
                name,
                number -> {
                  Path kept = into.resolve("entry-" + number);
                  Files.copy(content, kept, StandardCopyOption.REPLACE_EXISTING);
                  return kept;
                });
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER)) {
      switch (kind) {
        case ZIP -> ArchiveEntries.ofZip(in, budget, visitor);
        case TAR_GZ -> ArchiveEntries.ofTar(new GZIPInputStream(in, BUFFER), budget, visitor);
        case TAR -> ArchiveEntries.ofTar(in, budget, visitor);
      }
    } catch (EOFException e) {
      throw new ArchiveException("the archive is cut off", e);
    } catch (ZipException e) {
      throw new ArchiveException("the archive is damaged (" + e.getMessage() + ")", e);
    }
    return candidates.choose();
  }

  private static Weights ofFolder(Path folder) throws IOException {
    Candidates candidates = new Candidates();
    List<Path> files;
    try (Stream<Path> entries = Files.list(folder)) {
      files = entries.filter(Files::isRegularFile).sorted().toList();
    }
    for (Path entry : files) {
      candidates.add(String.valueOf(entry.getFileName()), number -> entry);
    }
    return candidates.choose();
  }
}

package io.github.matting4j.store.unpack;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/** The files of an archive, one after another. Stateless. */
final class ArchiveEntries {
  /** Gets each file. */
  @FunctionalInterface
  interface Visitor {
    /** A file; the stream ends with it and need not be read. */
    void file(String name, InputStream content) throws IOException;
  }

  private ArchiveEntries() {}

  /** Visits the files of a ZIP archive. */
  static void ofZip(InputStream in, UnpackBudget budget, Visitor visitor) throws IOException {
    // Names without the mark of UTF-8 may have any encoding; this one maps every byte.
    try (ZipInputStream zip = new ZipInputStream(in, StandardCharsets.ISO_8859_1)) {
      InputStream content = budget.counting(zip);
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        budget.countEntry();
        if (!entry.isDirectory()) {
          visitor.file(entry.getName(), content);
        }
        content.transferTo(OutputStream.nullOutputStream()); // counts and checks the rest
      }
    } catch (ZipException | IllegalArgumentException e) {
      throw new ArchiveException("the ZIP archive is damaged (" + e.getMessage() + ")", e);
    } catch (EOFException e) {
      throw new ArchiveException("the ZIP archive is cut off", e);
    }
  }

  /** Visits the files of a tar archive, unpacked. */
  static void ofTar(InputStream in, UnpackBudget budget, Visitor visitor) throws IOException {
    InputStream counted = budget.counting(in);
    TarReader tar = new TarReader(counted);
    for (TarReader.Entry entry = tar.next(); entry != null; entry = tar.next()) {
      budget.countEntry();
      if (entry.isFile()) {
        visitor.file(entry.name(), tar.content());
      }
    }
    counted.transferTo(OutputStream.nullOutputStream()); // so that the checksum of all is checked
  }
}

package io.github.matting4j.store.fetch;

import io.github.matting4j.io.file.AtomicFile;
import io.github.matting4j.text.JsonReader;
import io.github.matting4j.text.JsonWriter;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What is there of a file that is being fetched, and beside it a note of which version of the file
 * that is, so that a later process can continue. One thread of one process at a time.
 */
final class PartialFile {
  /** The disk, not the server, is the cause. */
  static final class DiskException extends IOException {
    private static final long serialVersionUID = 1L;

    DiskException(IOException cause) {
      super(cause.getMessage(), cause);
    }
  }

  private final Path path;
  private final Path note;

  PartialFile(Path path) {
    this.path = path;
    this.note = path.resolveSibling(path.getFileName() + ".json");
  }

  /** How much is there. */
  long size() throws IOException {
    return Files.exists(path) ? Files.size(path) : 0;
  }

  /**
   * The tag of the version that is there in part; empty if nothing is, or it is of another address.
   */
  Optional<String> tag(URI address) throws IOException {
    if (!Files.exists(note) || size() == 0) {
      return Optional.empty();
    }
    try {
      Map<String, Object> members = JsonReader.object(Files.readString(note));
      return address.toString().equals(members.get("address"))
          ? Optional.ofNullable(members.get("tag")).map(Object::toString)
          : Optional.empty();
    } catch (IllegalArgumentException | IOException e) {
      return Optional.empty(); // starting again is always right
    }
  }

  /** Starts with an empty file of this version. */
  void restart(URI address, Optional<String> tag) throws DiskException {
    try {
      discard();
      if (tag.isPresent()) {
        String text =
            new JsonWriter()
                .open('{')
                .key("address")
                .text(address.toString())
                .key("tag")
                .text(tag.get())
                .close('}')
                .toString();
        AtomicFile.write(note, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
      }
    } catch (IOException e) {
      throw new DiskException(e);
    }
  }

  void discard() throws DiskException {
    try {
      Files.deleteIfExists(path); // first: a file without a note is started again
      Files.deleteIfExists(note);
    } catch (IOException e) {
      throw new DiskException(e);
    }
  }

  /** A channel at the end of what is there. */
  FileChannel append() throws DiskException {
    try {
      return FileChannel.open(
          path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new DiskException(e);
    }
  }

  /** Writes all of it. */
  static int write(FileChannel channel, List<ByteBuffer> piece) throws DiskException {
    int count = 0;
    try {
      for (ByteBuffer buffer : piece) {
        while (buffer.hasRemaining()) {
          count += channel.write(buffer);
        }
      }
      return count;
    } catch (IOException e) {
      throw new DiskException(e);
    }
  }

  @Override
  public String toString() {
    return Objects.toString(path);
  }
}

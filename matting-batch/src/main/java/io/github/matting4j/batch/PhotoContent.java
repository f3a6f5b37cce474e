package io.github.matting4j.batch;

import io.github.matting4j.batch.manifest.FileStamp;
import io.github.matting4j.io.ImageFiles;
import io.github.matting4j.io.ReadOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the bytes of a photo come from. */
@FunctionalInterface
public interface PhotoContent {

  /**
   * Reads the whole file.
   *
   * @param options the limits on its size and on the time
   * @throws IOException if that failed; it becomes the photo's failure
   */
  byte[] read(ReadOptions options) throws IOException;

  /** The content of a regular file, which must not change while it is read. */
  static PhotoContent of(Path file) {
    return options -> {
      if (Files.isDirectory(file)) {
        throw new IOException(
            file + " is a folder; give the folder itself to search it, not as a photo in a list");
      }
      long size = FileStamp.of(file, options.deadline()).size();
      byte[] data = ImageFiles.readBytes(file, options);
      if (data.length != size) {
        throw new IOException("the file changed while it was read; try again when it is complete");
      }
      return data;
    };
  }
}

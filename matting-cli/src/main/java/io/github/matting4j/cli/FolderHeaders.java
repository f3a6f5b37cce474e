package io.github.matting4j.cli;

import io.github.matting4j.io.ImageFiles;
import io.github.matting4j.io.ImageInfo;
import io.github.matting4j.io.ImageReadException;
import io.github.matting4j.io.ReadOptions;
import io.github.matting4j.select.FolderContents;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads how large the photos of a folder are, from the beginnings of the files where possible. */
final class FolderHeaders {
  private static final int BEGINNING = 1 << 17; // EXIF and a profile are before the size

  private FolderHeaders() {}

  /** What can be read; files that cannot are left out, as they cost next to nothing. */
  static FolderContents of(Path folder, ReadOptions reading) throws IOException {
    List<FolderContents.Size> sizes = new ArrayList<>();
    for (Path file : PhotoSample.all(folder)) {
      size(file, reading).ifPresent(sizes::add);
    }
    return new FolderContents(sizes);
  }

  private static Optional<FolderContents.Size> size(Path file, ReadOptions reading)
      throws IOException {
    try {
      ImageInfo info = info(file, reading);
      return Optional.of(new FolderContents.Size(info.width(), info.height()));
    } catch (ImageReadException e) {
      return Optional.empty();
    }
  }

  private static ImageInfo info(Path file, ReadOptions reading) throws IOException {
    byte[] beginning;
    try (InputStream in = Files.newInputStream(file)) {
      beginning = in.readNBytes(BEGINNING);
    }
    try {
      return ImageFiles.probe(beginning, reading);
    } catch (ImageReadException e) {
      return ImageFiles.probe(file, reading); // a long beginning, or no picture
    }
  }
}

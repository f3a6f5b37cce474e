package io.github.matting4j.batch.source;

import io.github.matting4j.criteria.MattingCriteria;
import io.github.matting4j.image.ImageReadException;
import io.github.matting4j.io.ImageFiles;
import io.github.matting4j.io.ImageInfo;
import io.github.matting4j.io.ReadOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads how large the photos of a folder are, from their headers. */
public final class FolderHeaders {
  private FolderHeaders() {}

  /** What can be read; files that cannot are left out, as they cost next to nothing. */
  public static MattingCriteria.FolderContents of(Path folder, ReadOptions reading)
      throws IOException {
    List<MattingCriteria.FolderContents.Size> sizes = new ArrayList<>();
    for (Path file : PhotoFolder.all(folder)) {
      size(file, reading).ifPresent(sizes::add);
    }
    return new MattingCriteria.FolderContents(sizes);
  }

  private static Optional<MattingCriteria.FolderContents.Size> size(Path file, ReadOptions reading)
      throws IOException {
    try {
      ImageInfo info = ImageFiles.probe(file, reading);
      return Optional.of(new MattingCriteria.FolderContents.Size(info.width(), info.height()));
    } catch (ImageReadException e) {
      return Optional.empty();
    }
  }
}

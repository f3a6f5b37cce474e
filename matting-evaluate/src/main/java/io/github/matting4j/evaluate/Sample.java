package io.github.matting4j.evaluate;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A photo of the set.
 *
 * @param name the photo's file name
 * @param photo its file
 * @param truth the file of its true matte, if there is one
 */
record Sample(String name, Path photo, Optional<Path> truth) {
  static Sample of(Path photo, Optional<Path> truth) {
    return new Sample(FileNames.of(photo), photo, truth);
  }

  /** The name without its extension, by which truth and results are found. */
  String stem() {
    return FileNames.stem(photo);
  }
}

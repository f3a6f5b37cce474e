package io.github.matting4j.evaluate.measure;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A photo of the set.
 *
 * @param name the photo's file name
 * @param photo its file
 * @param truth the file of its true matte, if there is one
 */
public record Sample(String name, Path photo, Optional<Path> truth) {
  public static Sample of(Path photo, Optional<Path> truth) {
    return new Sample(FileNames.of(photo), photo, truth);
  }

  /** The name without its extension, by which truth and results are found. */
  public String stem() {
    return FileNames.stem(photo);
  }
}

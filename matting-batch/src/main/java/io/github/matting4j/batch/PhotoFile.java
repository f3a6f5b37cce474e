package io.github.matting4j.batch;

import java.nio.file.Path;
import java.util.Objects;

/**
 * A photo to be done.
 *
 * @param file what is read
 * @param place where it stands among the others: its path below the folder that was searched, of
 *     which {@link OutputPattern} makes the names of results. Relative, without {@code ..}
 */
public record PhotoFile(Path file, Path place) {

  /** Checks the place. */
  public PhotoFile {
    Objects.requireNonNull(file, "file");
    if (place.isAbsolute() || place.normalize().startsWith("..") || place.getNameCount() < 1) {
      throw new IllegalArgumentException(
          "the place of a photo is " + place + "; it must be a relative path without '..'");
    }
    place = place.normalize();
  }

  /** A photo whose result's name is made of its own name alone, whatever its folder. */
  public static PhotoFile of(Path file) {
    Path name = file.getFileName();
    if (name == null || name.toString().isEmpty()) {
      throw new IllegalArgumentException("the photo '" + file + "' is no name of a file");
    }
    return new PhotoFile(file, name);
  }

  /** A photo found below {@code folder}, whose results keep the folders in between. */
  public static PhotoFile below(Path folder, Path file) {
    return new PhotoFile(file, folder.relativize(file));
  }
}

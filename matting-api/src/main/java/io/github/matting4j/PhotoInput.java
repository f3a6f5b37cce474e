package io.github.matting4j;

import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.io.AwtImages;
import io.github.matting4j.io.ImageFiles;
import io.github.matting4j.io.ReadOptions;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * Where the photo of a {@link Matting.CutOut} comes from.
 *
 * @param file the photo's file, which no result may overwrite; empty if it is not in a file
 * @param reader reads the photo when a result is asked for
 */
record PhotoInput(Optional<Path> file, Reader reader) {

  /** Reads a photo. */
  @FunctionalInterface
  interface Reader {
    ArgbImage read() throws IOException;
  }

  static PhotoInput of(Path photo) {
    Objects.requireNonNull(photo, "photo");
    return new PhotoInput(Optional.of(photo), () -> ImageFiles.read(photo));
  }

  static PhotoInput of(InputStream photo) {
    Objects.requireNonNull(photo, "photo");
    return inMemory(() -> ImageFiles.read(photo, ReadOptions.defaults()));
  }

  static PhotoInput of(byte[] photo) {
    Objects.requireNonNull(photo, "photo");
    return inMemory(() -> ImageFiles.read(photo, ReadOptions.defaults()));
  }

  static PhotoInput of(BufferedImage photo) {
    Objects.requireNonNull(photo, "photo");
    return inMemory(() -> AwtImages.from(photo));
  }

  static PhotoInput of(ArgbImage photo) {
    Objects.requireNonNull(photo, "photo");
    return inMemory(() -> photo);
  }

  private static PhotoInput inMemory(Reader reader) {
    return new PhotoInput(Optional.empty(), reader);
  }
}

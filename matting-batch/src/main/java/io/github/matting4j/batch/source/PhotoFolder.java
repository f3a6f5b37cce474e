package io.github.matting4j.batch.source;

import io.github.matting4j.batch.FolderSource;
import io.github.matting4j.batch.PhotoFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The photos directly in a folder as a list, found as {@link FolderSource} finds them: by extension
 * or first bytes, hidden files left out. Stateless.
 */
public final class PhotoFolder {
  private PhotoFolder() {}

  /**
   * The photos of a folder, in the order of their names; none of folders inside it.
   *
   * @return possibly empty
   * @throws IOException if the folder cannot be listed
   */
  public static List<Path> photos(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new IOException(folder + " is not a folder; name a folder of photos");
    }
    List<Path> photos = new ArrayList<>();
    try (FolderSource source = FolderSource.of(folder).flat()) {
      for (PhotoFile photo = source.next(); photo != null; photo = source.next()) {
        photos.add(photo.file());
      }
    }
    photos.sort(null);
    return photos;
  }

  /**
   * The photo itself, or all photos of the folder.
   *
   * @throws IOException if the folder cannot be listed, or has no photos
   */
  public static List<Path> all(Path photoOrFolder) throws IOException {
    if (!Files.isDirectory(photoOrFolder)) {
      return List.of(photoOrFolder);
    }
    List<Path> all = photos(photoOrFolder);
    if (all.isEmpty()) {
      throw new IOException(
          photoOrFolder + " has no .jpg, .png or .tif files; name a folder of photos");
    }
    return all;
  }

  /**
   * At most {@code max} of the photos that are wanted, spread evenly over the folder.
   *
   * @return empty if none is wanted
   * @throws IOException as {@link #all}
   */
  public static List<Path> sample(Path photoOrFolder, int max, Predicate<Path> wanted)
      throws IOException {
    return spread(all(photoOrFolder).stream().filter(wanted).toList(), max);
  }

  /** At most {@code max} of these files, evenly spread, in their order. */
  public static List<Path> spread(List<Path> all, int max) {
    int count = Math.min(max, all.size());
    List<Path> some = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      some.add(all.get((int) ((long) i * all.size() / count)));
    }
    return some;
  }
}

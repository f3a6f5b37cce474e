package io.github.matting4j.spark;

import io.github.matting4j.batch.FolderSource;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * The photos of a folder and all folders below it, as a batch finds them by their names. Spark's
 * own listing omits empty files and names that begin with an underscore. Folders are listed by the
 * executors, after the driver has found enough of them. A folder that cannot be listed becomes a
 * photo that fails.
 */
final class PhotoListing implements Iterator<InputRow> {
  private static final int FOLDERS_PER_CORE = 4;
  private static final int MAX_LEVELS = 3;
  private static final int MAX_TASKS = 10_000;

  /** What one task lists. */
  private record Folder(String path, boolean recursive) implements Serializable {}

  private final Configuration hadoop;
  private final String excluded;
  private final boolean recursive;
  private final ArrayDeque<RemoteIterator<FileStatus>> open = new ArrayDeque<>();
  private @Nullable InputRow next;

  private PhotoListing(String folder, boolean recursive, String excluded, Configuration hadoop) {
    this.hadoop = hadoop;
    this.recursive = recursive;
    this.excluded = excluded;
    enter(new Path(folder));
    advance();
  }

  /**
   * Lists photos; the folders are read when rows are asked for.
   *
   * @param folder qualified
   * @param excluded a folder that is not searched, qualified
   * @throws IOException if the folder cannot be listed
   */
  static JavaRDD<InputRow> below(
      SparkSession session,
      String folder,
      String excluded,
      Broadcast<SerializableConfiguration> hadoop)
      throws IOException {
    List<Folder> work = new ArrayList<>();
    List<String> folders = List.of(folder);
    int enough = FOLDERS_PER_CORE * session.sparkContext().defaultParallelism();
    for (int level = 0; level < MAX_LEVELS && !folders.isEmpty(); level++) {
      if (folders.size() >= enough) {
        break;
      }
      folders.forEach(above -> work.add(new Folder(above, false)));
      folders = inside(folders, excluded, hadoop.value().value());
    }
    folders.forEach(below -> work.add(new Folder(below, true)));
    return JavaSparkContext.fromSparkContext(session.sparkContext())
        .parallelize(work, Math.min(work.size(), MAX_TASKS))
        .flatMap(
            part ->
                new PhotoListing(part.path(), part.recursive(), excluded, hadoop.value().value()));
  }

  private static List<String> inside(List<String> folders, String excluded, Configuration hadoop)
      throws IOException {
    List<String> inside = new ArrayList<>();
    for (String folder : folders) {
      Path path = new Path(folder);
      RemoteIterator<FileStatus> entries = path.getFileSystem(hadoop).listStatusIterator(path);
      while (entries.hasNext()) {
        FileStatus entry = entries.next();
        if (isFolder(entry, excluded)) {
          inside.add(entry.getPath().toString());
        }
      }
    }
    return inside;
  }

  private static boolean isFolder(FileStatus entry, String excluded) {
    Path path = entry.getPath();
    return entry.isDirectory()
        && !path.getName().startsWith(".")
        && !path.toString().equals(excluded)
        && !(ResultFiles.isLocal(path) && Files.isSymbolicLink(ResultFiles.local(path)));
  }

  private static boolean isPhoto(FileStatus entry) {
    return !entry.isDirectory() && FolderSource.isPhotoName(entry.getPath().getName());
  }

  private static InputRow photo(FileStatus entry) {
    return new InputRow(
        entry.getPath().toString(), null, entry.getLen(), entry.getModificationTime() * 1000);
  }

  private void enter(Path folder) {
    try {
      open.addLast(folder.getFileSystem(hadoop).listStatusIterator(folder));
    } catch (IOException e) {
      next = new InputRow(folder.toString(), null, 0L, 0L); // reading it will fail
    }
  }

  private void advance() {
    while (next == null && !open.isEmpty()) {
      RemoteIterator<FileStatus> folder = open.getLast();
      try {
        if (!folder.hasNext()) {
          open.removeLast();
          continue;
        }
        FileStatus entry = folder.next();
        if (recursive && isFolder(entry, excluded)) {
          enter(entry.getPath());
        } else if (isPhoto(entry)) {
          next = photo(entry);
        }
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
  }

  @Override
  public boolean hasNext() {
    return next != null;
  }

  @Override
  public InputRow next() {
    InputRow photo = next;
    if (photo == null) {
      throw new NoSuchElementException();
    }
    next = null;
    advance();
    return photo;
  }
}

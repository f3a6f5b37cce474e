package io.github.matting4j.networks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where other tools keep the networks that they have fetched, and which ONNX files are there.
 * Folders are only read, and only by {@link #find}. Immutable and thread-safe.
 */
public final class OtherTools {
  /** Below a folder of Hugging Face's cache: snapshots, revision, and folders of the model. */
  private static final int MAX_DEPTH = 8;

  private static final int MAX_FILES = 10_000;

  private final List<Place> places;

  /**
   * A folder of a tool.
   *
   * @param tool its name as its users know it
   * @param folder that may not exist
   */
  public record Place(String tool, Path folder) {}

  /**
   * A file of weights.
   *
   * @param place where it is
   * @param file its path below the place's folder, which may be a link
   * @param isOnnx false for the weights of another engine, which cannot be opened
   */
  public record FoundFile(Place place, Path file, boolean isOnnx) {}

  private OtherTools(List<Place> places) {
    this.places = List.copyOf(places);
  }

  /** The folders that the tools use with this process's environment. */
  public static OtherTools here() {
    return of(System.getenv(), Path.of(System.getProperty("user.home")));
  }

  /**
   * The folders that the tools use.
   *
   * @param environment variables by which the tools can be told another folder
   * @param home the user's home folder
   */
  public static OtherTools of(Map<String, String> environment, Path home) {
    Function<String, Optional<Path>> variable = name -> path(environment.get(name), home);
    Path data = variable.apply("XDG_DATA_HOME").orElse(home);
    Path cache = variable.apply("XDG_CACHE_HOME").orElse(home.resolve(".cache"));
    List<Place> places = new ArrayList<>();
    add(places, "rembg", variable.apply("U2NET_HOME").orElse(data.resolve(".u2net")));
    add(places, "rembg", home.resolve(".u2net"));
    add(
        places,
        "transparent-background",
        variable
            .apply("TRANSPARENT_BACKGROUND_FILE_PATH")
            .orElse(home)
            .resolve(".transparent-background"));
    add(
        places,
        "Hugging Face",
        variable
            .apply("HF_HUB_CACHE")
            .or(() -> variable.apply("HF_HOME").map(folder -> folder.resolve("hub")))
            .orElse(cache.resolve("huggingface").resolve("hub")));
    add(
        places,
        "PyTorch Hub",
        variable
            .apply("TORCH_HOME")
            .orElse(cache.resolve("torch"))
            .resolve("hub")
            .resolve("checkpoints"));
    return new OtherTools(places);
  }

  private static void add(List<Place> places, String tool, Path folder) {
    if (places.stream().noneMatch(place -> place.folder().equals(folder))) {
      places.add(new Place(tool, folder));
    }
  }

  private static Optional<Path> path(@Nullable String text, Path home) {
    if (text == null || text.isBlank()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          text.startsWith("~/") ? home.resolve(text.substring(2)) : Path.of(text).toAbsolutePath());
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /** The folders, existing or not. */
  public List<Place> places() {
    return places;
  }

  /**
   * The files of weights in all folders, sorted by their paths within each; a file that several
   * links lead to once. What cannot be read is skipped.
   */
  public List<FoundFile> find() {
    List<FoundFile> found = new ArrayList<>();
    Set<Path> seen = new HashSet<>();
    for (Place place : places) {
      for (Path file : files(place.folder())) {
        if (seen.add(real(file))) {
          found.add(new FoundFile(place, file, name(file).endsWith(".onnx")));
        }
      }
    }
    return found;
  }

  private static List<Path> files(Path folder) {
    List<Path> files = new ArrayList<>();
    if (!Files.isDirectory(folder)) {
      return files;
    }
    try {
      Files.walkFileTree(
          folder,
          EnumSet.of(FileVisitOption.FOLLOW_LINKS),
          MAX_DEPTH,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              if (attributes.isRegularFile() && isWeights(name(file))) {
                files.add(file);
              }
              return files.size() < MAX_FILES
                  ? FileVisitResult.CONTINUE
                  : FileVisitResult.TERMINATE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException e) {
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e); // every failure is handled by the visitor
    }
    files.sort(null);
    return files;
  }

  private static boolean isWeights(String name) {
    return name.endsWith(".onnx") || name.endsWith(".pth") || name.endsWith(".pt");
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
  }

  private static Path real(Path file) {
    try {
      return file.toRealPath();
    } catch (IOException e) {
      return file;
    }
  }
}

package io.github.matting4j.spark;

import io.github.matting4j.batch.PhotoFile;
import java.io.Serializable;
import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/**
 * The photos whose results would overwrite a photo, or the results of another one, compared by
 * name. Of several photos the first in the order of a folder's walk keeps the name, as in a batch.
 *
 * @param messages why, by path
 */
record Collisions(Map<String, String> messages) implements Serializable {
  private static final int MAX_COLLISIONS = 100_000;

  @Nullable String of(String path) {
    return messages.get(path);
  }

  /**
   * Compares the names of all results, in a job that reads no content.
   *
   * @throws IllegalArgumentException if more than 100,000 photos collide
   */
  static Collisions among(JavaRDD<String> photos, ResultNames names) {
    int partitions = Math.max(photos.getNumPartitions(), photos.context().defaultParallelism());
    JavaPairRDD<String, Claim> claims = photos.flatMapToPair(path -> claims(path, names));
    Map<String, Claim> owners =
        few(claims.reduceByKey(Claim::merge, partitions).filter(file -> file._2().shared()), names);
    if (owners.isEmpty()) {
      return new Collisions(Map.of());
    }
    Map<String, String> messages = new HashMap<>();
    few(
            claims
                .filter(
                    file ->
                        owners.containsKey(file._1()) && file._2().losesTo(owners.get(file._1())))
                .mapToPair(file -> new Tuple2<>(file._2().path(), file._1())),
            names)
        .forEach(
            (path, file) ->
                messages.put(path, message(file, Objects.requireNonNull(owners.get(file)))));
    return new Collisions(messages);
  }

  private static <T> Map<String, T> few(JavaPairRDD<String, T> all, ResultNames names) {
    List<Tuple2<String, T>> taken = all.take(MAX_COLLISIONS + 1);
    if (taken.size() > MAX_COLLISIONS) {
      throw new IllegalArgumentException(
          "the pattern "
              + names.pattern()
              + " gives results of more than "
              + MAX_COLLISIONS
              + " photos the same names; name results after {dir} and {ext} as well");
    }
    Map<String, T> map = new HashMap<>();
    taken.forEach(one -> map.put(one._1(), one._2()));
    return map;
  }

  private static String message(String file, Claim owner) {
    return owner.isPhoto()
        ? "the result " + file + " would replace a photo; use another folder"
        : "the result "
            + file
            + " belongs to the photo "
            + owner.path()
            + "; name results after {dir} or {ext} as well, or use another folder";
  }

  /** The files that a photo claims: itself, and its results. */
  private static Iterator<Tuple2<String, Claim>> claims(String path, ResultNames names) {
    List<Tuple2<String, Claim>> claims = new ArrayList<>();
    claims.add(new Tuple2<>(path, new Claim(path, true, false)));
    PhotoFile photo = ResultNames.photo(path, names.below());
    if (photo.problem().isEmpty()) {
      try {
        for (Path file : names.outputs(photo).values()) {
          claims.add(new Tuple2<>(file.toString(), new Claim(path, false, false)));
        }
      } catch (InvalidPathException e) {
        // It fails when it is processed.
      }
    }
    return claims.iterator();
  }

  /**
   * What a photo wants of a file.
   *
   * @param path of the photo
   * @param isPhoto whether the file is the photo itself, not a result
   * @param shared whether there are more on the file, of which this is the first one
   */
  private record Claim(String path, boolean isPhoto, boolean shared) implements Serializable {
    private static final Comparator<Claim> FIRST =
        Comparator.comparing((Claim claim) -> !claim.isPhoto).thenComparing(Claim::order);

    /** A folder's entries before what sorts after the folder's name. */
    private String order() {
      return path.replace('/', '\0');
    }

    Claim merge(Claim other) {
      int order = FIRST.compare(this, other);
      Claim first = order <= 0 ? this : other;
      return new Claim(first.path, first.isPhoto, shared || other.shared || order != 0);
    }

    boolean losesTo(Claim owner) {
      return !path.equals(owner.path) || (!isPhoto && owner.isPhoto);
    }
  }
}

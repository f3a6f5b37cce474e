package io.github.matting4j.spark;

import io.github.matting4j.batch.PhotoFile;
import java.io.Serializable;
import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * The photos whose results would overwrite a photo, or the results of another one, compared by
 * name. Of several photos the first in the order of a folder's walk keeps the name, as in a batch.
 *
 * @param messages why, by path
 */
record Collisions(Map<String, String> messages) implements Serializable {
  private static final int MAX_COLLISIONS = 100_000;
  private static final StructType NAMES =
      new StructType()
          .add("file", DataTypes.StringType, false)
          .add("order", DataTypes.StringType, false)
          .add("path", DataTypes.StringType, false);

  /** Sorts before every photo: the file is itself one. */
  private static final String FIRST = "";

  @Nullable String of(String path) {
    return messages.get(path);
  }

  /**
   * Compares the names of all results, in a job that reads no content.
   *
   * @throws IllegalArgumentException if more than 100,000 photos collide
   */
  static Collisions among(Dataset<Row> photos, ResultNames names) {
    Dataset<Row> files =
        photos
            .select("path")
            .flatMap(
                (FlatMapFunction<Row, Row>) row -> files(row.getString(0), names),
                Encoders.row(NAMES));
    Dataset<Row> owners =
        files
            .groupBy("file")
            .agg(
                functions.min(functions.struct("order", "path")).as("owner"),
                functions.count(functions.lit(1)).as("photos"))
            .filter("photos > 1");
    List<Row> losers =
        files
            .join(owners, "file")
            .filter("path <> owner.path or (order <> '' and owner.order = '')")
            .select("path", "file", "owner.path", "owner.order")
            .limit(MAX_COLLISIONS + 1)
            .collectAsList();
    if (losers.size() > MAX_COLLISIONS) {
      throw new IllegalArgumentException(
          "the pattern "
              + names.pattern()
              + " gives results of more than "
              + MAX_COLLISIONS
              + " photos the same names; name results after {dir} and {ext} as well");
    }
    Map<String, String> messages = new HashMap<>();
    for (Row loser : losers) {
      messages.put(loser.getString(0), message(loser));
    }
    return new Collisions(messages);
  }

  private static String message(Row loser) {
    String file = loser.getString(1);
    return loser.getString(3).equals(FIRST)
        ? "the result " + file + " would replace a photo; use another folder"
        : "the result "
            + file
            + " belongs to the photo "
            + loser.getString(2)
            + "; name results after {dir} or {ext} as well, or use another folder";
  }

  private static Iterator<Row> files(String path, ResultNames names) {
    List<Row> rows = new ArrayList<>();
    rows.add(RowFactory.create(path, FIRST, path));
    PhotoFile photo = ResultNames.photo(path, names.below());
    if (photo.problem().isEmpty()) {
      try {
        for (Path file : names.outputs(photo).values()) {
          rows.add(RowFactory.create(file.toString(), order(path), path));
        }
      } catch (InvalidPathException e) {
        // It fails when it is processed.
      }
    }
    return rows.iterator();
  }

  /** A folder's entries before what sorts after the folder's name. */
  private static String order(String path) {
    return path.replace('/', '\0');
  }
}

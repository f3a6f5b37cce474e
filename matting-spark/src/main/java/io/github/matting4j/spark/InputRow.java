package io.github.matting4j.spark;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** A photo as a task gets it. */
final class InputRow implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Photos whose content is read where they are processed. */
  private static final StructType FILES =
      new StructType()
          .add("path", DataTypes.StringType, false)
          .add("length", DataTypes.LongType, true)
          .add("modified", DataTypes.LongType, true);

  private final String path;
  private final byte @Nullable [] content;
  private final @Nullable Long length;
  private final @Nullable Long modified;

  InputRow(String path, byte @Nullable [] content, @Nullable Long length, @Nullable Long modified) {
    this.path = path;
    this.content = content;
    this.length = length;
    this.modified = modified;
  }

  /** The path as Spark gives it. */
  String path() {
    return path;
  }

  /** The file's bytes, not copied; null if they are to be read from the path. */
  byte @Nullable [] content() {
    return content;
  }

  /** The file's length in bytes, if known. */
  @Nullable Long length() {
    return length;
  }

  /** When the file was changed, microseconds since 1970, if known. */
  @Nullable Long modified() {
    return modified;
  }

  /** The columns of photos, those that are missing as nulls. */
  static Dataset<Row> select(Dataset<Row> photos) {
    List<String> columns = Arrays.asList(photos.columns());
    if (!columns.contains("path")) {
      throw new IllegalArgumentException(
          "the photos have the columns "
              + columns
              + ", but no path; give it the name 'path', and the files' bytes 'content'");
    }
    return photos.select(
        photos.col("path").cast(DataTypes.StringType),
        columns.contains("content") ? photos.col("content") : none("content", "binary"),
        columns.contains("length")
            ? photos.col("length").cast(DataTypes.LongType)
            : none("length", "bigint"),
        columns.contains("modificationTime")
            ? functions.unix_micros(photos.col("modificationTime")).as("modified")
            : columns.contains("modified") ? photos.col("modified") : none("modified", "bigint"));
  }

  /** A dataset of photos without their content, with the columns of {@link #select}. */
  static Dataset<Row> dataset(SparkSession session, JavaRDD<InputRow> photos) {
    return select(
        session.createDataFrame(
            photos.map(photo -> RowFactory.create(photo.path, photo.length, photo.modified)),
            FILES));
  }

  private static Column none(String name, String type) {
    return functions.lit(null).cast(type).as(name);
  }

  /** Reads a row of {@link #select}. */
  static InputRow of(Row row) {
    return new InputRow(
        row.getString(0),
        row.isNullAt(1) ? null : (byte[]) row.get(1),
        row.isNullAt(2) ? null : (Long) row.getLong(2),
        row.isNullAt(3) ? null : (Long) row.getLong(3));
  }
}

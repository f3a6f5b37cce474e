package io.github.matting4j.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.batch.BatchRun;
import io.github.matting4j.batch.BatchRunner;
import io.github.matting4j.batch.FailureKind;
import io.github.matting4j.batch.OutputPattern;
import io.github.matting4j.batch.PhotoFailure;
import io.github.matting4j.batch.PhotoOutcome;
import io.github.matting4j.batch.PhotoSource;
import io.github.matting4j.batch.cutout.CutOutSettings;
import io.github.matting4j.batch.cutout.CutOutStep;
import io.github.matting4j.batch.cutout.ResultKind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A photo that fails is a row of the kind that a batch reports. */
class ErrorRowsTest {
  private static final int PNG_WIDTH = 16;
  private static final int PNG_COLOUR_TYPE = 25;
  private static final int PNG_HEADER_CRC = 29;

  @TempDir Path folder;

  private Path photo(String name, int number) throws IOException {
    Path file = folder.resolve("in").resolve(name);
    TestPhotos.write(file, number);
    return file;
  }

  /** Changes a PNG's header, whose checksum stays right. */
  private static void changeHeader(Path file, int position, byte... values) throws IOException {
    byte[] data = Files.readAllBytes(file);
    System.arraycopy(values, 0, data, position, values.length);
    CRC32 crc = new CRC32();
    crc.update(data, 12, PNG_HEADER_CRC - 12);
    ByteBuffer.wrap(data).putInt(PNG_HEADER_CRC, (int) crc.getValue());
    Files.write(file, data);
  }

  /** A photo that fails of each kind, named after it. */
  private void writePhotos(Path out) throws IOException {
    Files.writeString(photo("unsupported.jpg", 1), "no picture at all");
    Path truncated = photo("truncated.png", 2);
    Files.write(truncated, Arrays.copyOf(Files.readAllBytes(truncated), 100));
    Path damaged = photo("damaged.png", 3);
    byte[] data = Files.readAllBytes(damaged);
    data[data.length / 2] ^= 0x55;
    Files.write(damaged, data);
    changeHeader(photo("malformed.png", 4), PNG_COLOUR_TYPE, (byte) 5);
    changeHeader(photo("limit.png", 5), PNG_WIDTH, new byte[] {0, 1, 0, 0, 0, 1, 0, 0});
    Map<String, Integer> thrown =
        Map.of(
            "inference.png", StubProvider.FAILS,
            "out_of_memory.png", StubProvider.OUT_OF_MEMORY,
            "timeout.png", StubProvider.TIMES_OUT,
            "unexpected.png", StubProvider.BREAKS);
    for (Map.Entry<String, Integer> one : thrown.entrySet()) {
      TestPhotos.write(folder.resolve("in").resolve(one.getKey()), 6, one.getValue());
    }
    photo("write.png", 7);
    Files.createDirectories(out.resolve("write.png_alpha.png").resolve("full"));
    photo("collision.jpg", 8);
    photo("collision.png", 9);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("in"))) {
      return Stream.concat(files.sorted(), Stream.of(folder.resolve("in").resolve("read.png")))
          .toList();
    }
  }

  private static void put(Map<String, String> errors, String path, String error) {
    errors.put(path.substring(path.lastIndexOf('/') + 1), error);
  }

  private Map<String, String> ofBatch(Path out, String pattern) throws IOException {
    Map<String, String> errors = new TreeMap<>();
    BatchRunner runner =
        BatchRunner.of(
                StubProvider.stub(),
                PhotoSource.of(files()),
                new CutOutStep(CutOutSettings.defaults()))
            .outputs(OutputPattern.of(out, pattern, List.of("alpha")))
            .parallelism(1);
    try (BatchRun run = runner.open()) {
      while (run.hasNext()) {
        PhotoOutcome outcome = run.next();
        String error = outcome.failure().map(PhotoFailure::kind).map(Enum::name).orElse("");
        put(errors, outcome.photo().file().toString(), error);
      }
    }
    return errors;
  }

  private Map<String, String> ofSpark(Path out, String pattern, String... more) throws IOException {
    SparkSession spark = LocalSpark.session();
    List<String> paths =
        Stream.concat(files().stream().map(file -> "file:" + file), Stream.of(more)).toList();
    Dataset<Row> photos = spark.createDataset(paths, Encoders.STRING()).toDF("path");
    Map<String, String> errors = new TreeMap<>();
    for (Row row :
        SparkMatting.with(StubProvider.ID)
            .results(ResultKind.ALPHA)
            .writingTo(out.toString(), folder.resolve("in").toString(), pattern)
            .cutOut(photos)
            .collectAsList()) {
      String error = row.getAs("error");
      assertThat(row.<String>getAs("message") == null).isEqualTo(error == null);
      put(errors, row.getAs("path"), error == null ? "" : error);
    }
    return errors;
  }

  @Test
  void everyKindIsTheOneOfABatch() throws Exception {
    Path batch = folder.resolve("batch");
    Path spark = folder.resolve("spark");
    writePhotos(batch);
    writePhotos(spark);
    String pattern = "{name}.{ext}_{kind}.png";
    Map<String, String> expected = ofBatch(batch, pattern);
    assertThat(expected).containsEntry("collision.png", "").containsEntry("read.png", "READ");
    Map<String, String> found = ofSpark(spark, pattern, "file:" + folder + "/in/na\0me.png");
    assertThat(found.remove("na\0me.png")).isEqualTo("NAME");
    assertThat(found).isEqualTo(expected);
    String colliding = "{name}_{kind}.png";
    found.put("c", ofSpark(folder.resolve("s2"), colliding).get("collision.png"));
    expected.put("c", ofBatch(folder.resolve("b2"), colliding).get("collision.png"));
    assertThat(found).isEqualTo(expected);
    assertThat(Stream.concat(found.values().stream(), Stream.of("", "NAME")))
        .as("all kinds")
        .containsAll(Stream.of(FailureKind.values()).map(Enum::name).toList());
  }
}

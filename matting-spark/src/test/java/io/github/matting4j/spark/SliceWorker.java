package io.github.matting4j.spark;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.matting4j.MattingModels;
import io.github.matting4j.batch.cutout.CutOut;
import io.github.matting4j.batch.cutout.CutOutSettings;
import io.github.matting4j.batch.cutout.ResultKind;
import io.github.matting4j.cli.batch.BatchCommand;
import io.github.matting4j.hardware.Device;
import io.github.matting4j.hardware.DeviceChoice;
import io.github.matting4j.io.ImageFiles;
import io.github.matting4j.io.OutputFormat;
import io.github.matting4j.io.Photo;
import io.github.matting4j.io.ReadOptions;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.OpenOptions;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import picocli.CommandLine;

/**
 * Does slices of work in one JVM, each when a line of standard input asks for it, so that several
 * of these can take turns. Answers each with a line that begins with {@link #ANSWER}.
 */
public final class SliceWorker {
  static final String ANSWER = "slice: ";
  private static final String MODEL = "pp-mattingv2-512";
  private static final int PARTITIONS = 200;
  private static final int SIDE = 512; // of the network's picture
  private static final StructType ALPHA =
      new StructType()
          .add("path", DataTypes.StringType, false)
          .add("alpha", DataTypes.BinaryType, true);

  private SliceWorker() {}

  /** See the class comment. */
  public static void main(String[] unused) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] words = line.split("\t");
      String answer =
          switch (words[0]) {
            case "batch" -> batch(List.of(words).subList(1, words.length));
            case "spark" -> spark(List.of(words).subList(1, words.length));
            case "ours" -> sum(ours(photos(words[1]), Path.of(words[2])));
            case "naive" -> sum(naive(photos(words[1]), words[2]));
            case "plain" -> sum(plain(photos(words[1]), words[2]));
            default -> throw new IllegalArgumentException(line);
          };
      System.out.println(ANSWER + answer);
      System.out.flush();
    }
    SparkSession.getDefaultSession().foreach(session -> stop(session));
  }

  private static Object stop(SparkSession session) {
    session.stop();
    return session;
  }

  private static String batch(List<String> arguments) {
    return ""
        + new CommandLine(new BatchCommand())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .execute(arguments.toArray(String[]::new));
  }

  private static SparkSession session() {
    return SparkBatch.session();
  }

  private static String spark(List<String> arguments) {
    session(); // stays for the next slice
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    return "" + SparkBatch.run(arguments, out, out);
  }

  /** A photo in each partition, or several, with its content. */
  private static Dataset<Row> photos(String folder) {
    return session()
        .read()
        .format("binaryFile")
        .load(folder)
        .select("path", "content")
        .repartition(PARTITIONS);
  }

  private static Dataset<Row> ours(Dataset<Row> photos, Path weights) {
    return SparkMatting.with(MODEL)
        .weights(weights)
        .results(ResultKind.ALPHA)
        .cutOut(photos)
        .select("path", "alpha");
  }

  /** What a first attempt looks like: the model is opened and closed in each partition. */
  private static Dataset<Row> naive(Dataset<Row> photos, String weights) {
    MapPartitionsFunction<Row, Row> function =
        rows -> {
          OpenOptions options =
              OpenOptions.forThroughput()
                  .callers(1)
                  .threads(1)
                  .device(DeviceChoice.require(Device.CPU))
                  .modelFile(Path.of(weights));
          List<Row> results = new ArrayList<>();
          if (rows.hasNext()) {
            try (MattingModel model = MattingModels.discovered().open(MODEL, options)) {
              alphas(rows, model, results);
            }
          }
          return results.iterator();
        };
    return photos.mapPartitions(function, Encoders.row(ALPHA));
  }

  private static void alphas(Iterator<Row> rows, MattingModel model, List<Row> results)
      throws IOException {
    CutOutSettings settings = CutOutSettings.defaults();
    while (rows.hasNext()) {
      Row row = rows.next();
      Photo photo = ImageFiles.readPhoto(row.<byte[]>getAs(1), ReadOptions.defaults());
      ByteArrayOutputStream alpha = new ByteArrayOutputStream();
      new CutOut(settings, photo, model.run(photo.forNetwork()))
          .write(ResultKind.ALPHA, alpha, OutputFormat.PNG);
      results.add(RowFactory.create(row.getString(0), alpha.toByteArray()));
    }
  }

  /**
   * What is written without this library: its network on the engine as it is, in each partition.
   */
  private static Dataset<Row> plain(Dataset<Row> photos, String weights) {
    MapPartitionsFunction<Row, Row> function =
        rows -> {
          List<Row> results = new ArrayList<>();
          if (rows.hasNext()) {
            OrtEnvironment environment = OrtEnvironment.getEnvironment();
            try (OrtSession session = environment.createSession(weights)) {
              while (rows.hasNext()) {
                Row row = rows.next();
                results.add(RowFactory.create(row.getString(0), alpha(session, row.getAs(1))));
              }
            }
          }
          return results.iterator();
        };
    return photos.mapPartitions(function, Encoders.row(ALPHA));
  }

  private static byte[] alpha(OrtSession session, byte[] file) throws IOException, OrtException {
    BufferedImage photo = ImageIO.read(new ByteArrayInputStream(file));
    int[] pixels =
        scaled(photo, SIDE, SIDE, BufferedImage.TYPE_INT_RGB)
            .getRGB(0, 0, SIDE, SIDE, null, 0, SIDE);
    FloatBuffer input = FloatBuffer.allocate(3 * SIDE * SIDE);
    for (int shift = 16; shift >= 0; shift -= 8) {
      for (int pixel : pixels) {
        input.put((((pixel >> shift) & 0xFF) / 255f - 0.5f) / 0.5f);
      }
    }
    BufferedImage matte = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
    try (OnnxTensor tensor =
            OnnxTensor.createTensor(
                OrtEnvironment.getEnvironment(), input.flip(), new long[] {1, 3, SIDE, SIDE});
        OrtSession.Result result =
            session.run(Map.of(session.getInputNames().iterator().next(), tensor))) {
      float[][] rows = ((float[][][][]) result.get(0).getValue())[0][0];
      for (int y = 0; y < SIDE; y++) {
        for (int x = 0; x < SIDE; x++) {
          matte.getRaster().setSample(x, y, 0, Math.round(255 * rows[y][x]));
        }
      }
    }
    ByteArrayOutputStream alpha = new ByteArrayOutputStream();
    ImageIO.write(
        scaled(matte, photo.getWidth(), photo.getHeight(), BufferedImage.TYPE_BYTE_GRAY),
        "png",
        alpha);
    return alpha.toByteArray();
  }

  private static BufferedImage scaled(BufferedImage image, int width, int height, int type) {
    BufferedImage scaled = new BufferedImage(width, height, type);
    Graphics2D graphics = scaled.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    graphics.drawImage(image, 0, 0, width, height, null);
    graphics.dispose();
    return scaled;
  }

  /** Number of mattes, and a sum that differs where one of them does. */
  private static String sum(Dataset<Row> alphas) {
    return alphas
        .selectExpr("count(alpha)", "sum(xxhash64(path, alpha) % 1000000007)")
        .head()
        .mkString(" mattes, sum ");
  }
}

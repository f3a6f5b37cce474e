package io.github.matting4j.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.matting4j.metrics.MatteMetrics;
import io.github.matting4j.metrics.Trimaps;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The four errors against the figures of PaddleSeg's own evaluation, photo by photo. */
class PaddleSegFiguresTest {
  private static final String FOLDER = "benchmark/";

  /** One row of the figures: SAD, MSE, Grad and Conn. */
  private record Figures(double sad, double mse, double grad, double conn) {}

  static Stream<String> rows() throws IOException {
    return table().keySet().stream()
        .filter(key -> key.startsWith("prediction,") && !key.endsWith(",mean"));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void eachPhotoHasPaddleSegsFigures(String row) throws IOException {
    String[] cells = row.split(",");
    Figures expected = Objects.requireNonNull(table().get(row));
    Figures actual = measured(cells[1], cells[2]);
    assertThat(actual.sad()).isCloseTo(expected.sad(), tolerance(expected.sad()));
    assertThat(actual.mse()).isCloseTo(expected.mse(), tolerance(expected.mse()));
    assertThat(actual.grad()).isCloseTo(expected.grad(), tolerance(expected.grad()));
    assertThat(actual.conn()).isCloseTo(expected.conn(), tolerance(expected.conn()));
  }

  @Test
  void theMeanIsThePlainMeanOverThePhotos() throws IOException {
    for (String region : List.of("whole", "trimap")) {
      List<Figures> all = new ArrayList<>();
      for (String row : rows().toList()) {
        String[] cells = row.split(",");
        if (cells[1].equals(region)) {
          all.add(measured(region, cells[2]));
        }
      }
      assertThat(all).hasSize(5);
      Figures mean = Objects.requireNonNull(table().get("prediction," + region + ",mean"));
      assertThat(all.stream().mapToDouble(Figures::sad).average().orElseThrow())
          .isCloseTo(mean.sad(), tolerance(mean.sad()));
      assertThat(all.stream().mapToDouble(Figures::conn).average().orElseThrow())
          .isCloseTo(mean.conn(), tolerance(mean.conn()));
    }
  }

  private static Figures measured(String region, String photo) throws IOException {
    Raster truth = matte("val/alpha/" + photo);
    Raster prediction = matte("prediction/" + photo);
    int width = truth.getWidth();
    int height = truth.getHeight();
    float[] truthValues = truth.getSamples(0, 0, width, height, 0, (float[]) null);
    float[] predictionValues = prediction.getSamples(0, 0, width, height, 0, (float[]) null);
    MatteMetrics metrics = MatteMetrics.ofValues(width, height, predictionValues, truthValues);
    if (region.equals("trimap")) {
      metrics = metrics.within(Trimaps.around(width, height, truthValues, Trimaps.EVALUATION_SIZE));
    }
    return new Figures(metrics.sad(), metrics.mse(), metrics.grad(), metrics.conn());
  }

  /** PaddleSeg adds in single precision. */
  private static Offset<Double> tolerance(double value) {
    return within(1e-5 * value + 1e-9);
  }

  private static Raster matte(String name) throws IOException {
    try (InputStream in = open(name + ".png")) {
      BufferedImage image = ImageIO.read(in);
      return image.getRaster();
    }
  }

  private static Map<String, Figures> table() throws IOException {
    Map<String, Figures> table = new LinkedHashMap<>();
    try (InputStream in = open("figures.csv")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      text.lines()
          .filter(line -> !line.startsWith("#") && !line.startsWith("of,"))
          .map(line -> line.split(","))
          .forEach(
              cells ->
                  table.put(
                      String.join(",", cells[0], cells[1], cells[2]),
                      new Figures(
                          Double.parseDouble(cells[3]),
                          Double.parseDouble(cells[4]),
                          Double.parseDouble(cells[5]),
                          Double.parseDouble(cells[6]))));
    }
    return table;
  }

  private static InputStream open(String name) {
    return Objects.requireNonNull(
        PaddleSegFiguresTest.class.getResourceAsStream(FOLDER + name), name);
  }
}

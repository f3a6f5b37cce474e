package io.github.matting4j.evaluate.quantisation;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.io.ImageFiles;
import io.github.matting4j.metrics.MatteMetrics;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.MattingResult;
import io.github.matting4j.model.ModelLoadException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How far the mattes of a quantised model are from those of the model that it was made of, and how
 * much faster it is.
 *
 * @param photos that both saw
 * @param sad mean of the photos
 * @param grad mean of the photos
 * @param mean absolute difference of alpha, 0 to 1, over all pixels of all photos
 * @param largest difference of one pixel
 * @param time in the engine, as a part of the exact model's: the median of pairs of runs
 */
public record QuantisationTrial(
    int photos, double sad, double grad, double mean, double largest, double time) {
  private static final int ROUNDS = 5;

  /** Of the exact model's time: with more, the difference is not worth a change of the mattes. */
  private static final double MAX_TIME = 0.95;

  /**
   * Runs both on each photo, in turn; the first round, which warms them, is not timed.
   *
   * @param made SHA-256 of the file that {@code quantised} must have been opened from
   * @throws ModelLoadException if the two models have the same weights, or the second has others
   *     than the file: what would be measured is not what was made
   */
  public static QuantisationTrial of(
      List<Path> files, MattingModel exact, MattingModel quantised, String made)
      throws IOException {
    double sad = 0;
    double grad = 0;
    double largest = 0;
    double sum = 0;
    long pixels = 0;
    List<Double> ratios = new ArrayList<>();
    for (Path file : files) {
      ArgbImage photo = ImageFiles.read(file);
      MattingResult reference = exact.run(photo);
      MattingResult candidate = quantised.run(photo);
      check(reference.report().modelSha256(), candidate.report().modelSha256(), made);
      AlphaMatte truth = reference.matte();
      AlphaMatte matte = candidate.matte();
      float[] expected = truth.toArray();
      float[] found = matte.toArray();
      MatteMetrics metrics = MatteMetrics.ofAlpha(photo.width(), photo.height(), found, expected);
      sad += metrics.sad() / files.size();
      grad += metrics.grad() / files.size();
      for (int i = 0; i < found.length; i++) {
        double difference = Math.abs((double) found[i] - expected[i]);
        sum += difference;
        largest = Math.max(largest, difference);
      }
      pixels += found.length;
      for (int round = 1; round < ROUNDS; round++) {
        ratios.add(nanos(quantised.run(photo)) / nanos(exact.run(photo)));
      }
    }
    ratios.sort(null);
    return new QuantisationTrial(
        files.size(), sad, grad, sum / pixels, largest, ratios.get(ratios.size() / 2));
  }

  private static void check(String exact, String quantised, String made) {
    if (exact.equals(quantised)) {
      throw new ModelLoadException(
          "the exact model and the quantised one have the same weights ("
              + exact
              + "); there is nothing to compare, and no file was written");
    }
    if (!quantised.equals(made)) {
      throw new ModelLoadException(
          "the quantised model that ran has the weights "
              + quantised
              + ", not those of the file that was made ("
              + made
              + "); no file was written");
    }
  }

  private static double nanos(MattingResult result) {
    return result.report().infer().toNanos();
  }

  /** Whether the quantised model was clearly faster on this processor. */
  public boolean isFaster() {
    return time <= MAX_TIME;
  }

  /** What was found, line by line. */
  public List<String> lines() {
    String gain =
        isFaster()
            ? ""
            : ", which is no gain on this processor: keep the exact model here, unless memory or"
                + " disk is short";
    return List.of(
        String.format(Locale.ROOT, "against the exact model, on %d other photos:", photos),
        String.format(Locale.ROOT, "  SAD %.3f and Grad %.3f a photo", sad, grad),
        String.format(
            Locale.ROOT,
            "  alpha off by %.4f on average (%.1f of 255), by %.2f at most",
            mean,
            255 * mean,
            largest),
        String.format(Locale.ROOT, "  %.2f of the time in the engine%s", time, gain));
  }
}

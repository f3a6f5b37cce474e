package io.github.matting4j.compose;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.io.ImageFiles;
import io.github.matting4j.io.OutputFormat;
import io.github.matting4j.io.ReadOptions;
import io.github.matting4j.io.WriteOptions;
import io.github.matting4j.metrics.MatteMetrics;
import io.github.matting4j.portraits.SyntheticPortrait;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/**
 * Prints the tables of docs/measurements/edges.md: one row per drawn portrait, several minutes for
 * all. Arguments: the short side, 1080 if absent; names of scenes, all if absent.
 */
public final class EdgeFigures {
  private static final int ROUNDS = 3;
  private static final double JPEG_QUALITY = 0.85;

  private EdgeFigures() {}

  public static void main(String[] arguments) throws IOException {
    Iterable<SyntheticPortrait> portraits = ChosenPortraits.of(arguments)::iterator;
    for (SyntheticPortrait portrait : portraits) {
      print(portrait);
    }
  }

  static void print(SyntheticPortrait portrait) throws IOException {
    foreground(portrait);
    wideForeground(portrait);
    recomposed(portrait);
    for (int network : new int[] {512, 640}) {
      refinement(portrait, network);
    }
    hair(portrait, 512);
  }

  private static void foreground(SyntheticPortrait portrait) {
    ArgbImage photo = Degraded.photo(portrait);
    double raw = colourError(portrait, photo);
    double[] published = timed(ForegroundEstimator.publishedMultiLevel(), portrait);
    double[] ours = timed(ForegroundEstimator.multiLevel(), portrait);
    System.out.printf(
        "foreground | %s | %.1f | %.2f | %.2f | %.0f | %.0f | %.2f |%n",
        portrait.name(),
        raw,
        published[0] / raw,
        ours[0] / raw,
        published[1],
        ours[1],
        ours[1] / published[1]);
  }

  /** Mean colour error, levels, and the least CPU time in milliseconds. */
  private static double[] timed(ForegroundEstimator estimator, SyntheticPortrait portrait) {
    ArgbImage photo = Degraded.photo(portrait);
    AlphaMatte matte = Degraded.truth(portrait);
    double best = Double.MAX_VALUE;
    ArgbImage estimated = photo;
    for (int i = 0; i < ROUNDS; i++) {
      long start = cpu();
      estimated = estimator.estimate(photo, matte);
      best = Math.min(best, (cpu() - start) / 1e6);
    }
    return new double[] {colourError(portrait, estimated), best};
  }

  private static long cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  /** Mean of a channel's error where 0.02 <= alpha <= 0.98, in levels of 255. */
  static double colourError(SyntheticPortrait portrait, ArgbImage colours) {
    float[] alpha = portrait.alpha();
    int[] truth = portrait.foreground();
    int[] found = colours.toArray();
    double sum = 0;
    long count = 0;
    for (int i = 0; i < alpha.length; i++) {
      if (alpha[i] >= 0.02f && alpha[i] <= 0.98f) {
        for (int shift = 0; shift < 24; shift += 8) {
          sum += Math.abs((truth[i] >> shift & 0xFF) - (found[i] >> shift & 0xFF));
          count++;
        }
      }
    }
    return sum / count;
  }

  /**
   * Mean of a channel's error where 0.02 <= alpha <= 0.98 in a matte that is not the true one, as
   * far as it is seen: times alpha, in levels of 255.
   */
  static double visibleError(SyntheticPortrait portrait, AlphaMatte matte, ArgbImage colours) {
    float[] alpha = matte.toArray();
    int[] truth = portrait.foreground();
    int[] found = colours.toArray();
    double sum = 0;
    double weight = 0;
    for (int i = 0; i < alpha.length; i++) {
      if (alpha[i] >= 0.02f && alpha[i] <= 0.98f) {
        for (int shift = 0; shift < 24; shift += 8) {
          sum += alpha[i] * Math.abs((truth[i] >> shift & 0xFF) - (found[i] >> shift & 0xFF));
          weight += alpha[i];
        }
      }
    }
    return sum / weight;
  }

  /**
   * Wide mattes: of a network of 256 for 1080 pixels of the short side, unsure, and one that is
   * very unsure and too wide as well.
   */
  private static void wideForeground(SyntheticPortrait portrait) {
    ArgbImage photo = Degraded.photo(portrait);
    int side = 256 * Math.min(portrait.width(), portrait.height()) / 1080;
    Degraded unsure = Degraded.of(portrait, side).blurred();
    StringBuilder line = new StringBuilder("wide foreground | " + portrait.name() + " |");
    for (Degraded degraded : List.of(unsure, unsure.blurred().grown(0.15f))) {
      AlphaMatte matte = degraded.enlarged();
      double raw = visibleError(portrait, matte, photo);
      ArgbImage published = ForegroundEstimator.publishedMultiLevel().estimate(photo, matte);
      ArgbImage ours = ForegroundEstimator.multiLevel().estimate(photo, matte);
      line.append(
          String.format(
              " %.1f | %.2f | %.2f |",
              raw,
              visibleError(portrait, matte, published) / raw,
              visibleError(portrait, matte, ours) / raw));
    }
    System.out.println(line);
  }

  /** The cut-out over the true background, against the photo: with raw and estimated colours. */
  private static void recomposed(SyntheticPortrait portrait) {
    ArgbImage photo = Degraded.photo(portrait);
    Composer composer = Composer.onto(own(portrait));
    AlphaMatte truth = Degraded.truth(portrait);
    double[] raw =
        farther(photo, composer.estimating(ForegroundEstimator.none()).compose(photo, truth));
    double[] ours = farther(photo, composer.compose(photo, truth));
    System.out.printf(
        "recomposed | %s | %.2f %% | %.0f | %.2f %% | %.0f |%n",
        portrait.name(), 100 * raw[0], raw[1], 100 * ours[0], ours[1]);
  }

  static Background own(SyntheticPortrait portrait) {
    int[] pixels = portrait.background();
    return Background.image(
        ArgbImage.adopt(portrait.width(), portrait.height(), pixels), Background.Fit.STRETCH);
  }

  /** The share of pixels with a channel more than 2 levels away, and the largest difference. */
  static double[] farther(ArgbImage one, ArgbImage two) {
    int[] a = one.toArray();
    int[] b = two.toArray();
    int count = 0;
    int worst = 0;
    for (int i = 0; i < a.length; i++) {
      int largest = 0;
      for (int shift = 0; shift < 24; shift += 8) {
        int difference = Math.abs((a[i] >> shift & 0xFF) - (b[i] >> shift & 0xFF));
        largest = Math.max(largest, difference);
      }
      count += largest > 2 ? 1 : 0;
      worst = Math.max(worst, largest);
    }
    return new double[] {(double) count / a.length, worst};
  }

  private static void refinement(SyntheticPortrait portrait, int network) throws IOException {
    Degraded degraded = Degraded.of(portrait, network);
    AlphaMatte bilinear = degraded.enlarged();
    AlphaMatte vague = degraded.blurred().enlarged();
    MatteRefiner refiner = MatteRefiner.guidedFilter(degraded.width(), degraded.height());
    ArgbImage photo = Degraded.photo(portrait);
    ArgbImage jpeg = jpeg(noisy(photo, 2));
    MatteMetrics plain = score(portrait, bilinear);
    MatteMetrics vaguePlain = score(portrait, vague);
    double time = time(refiner, photo, bilinear);
    System.out.printf(
        "refined %d | %s | %.2f | %.2f | %s | %s | %s | %s | %s | %.0f |%n",
        network,
        portrait.name(),
        plain.sad(),
        plain.grad(),
        ratios(portrait, refiner.refine(photo, bilinear), plain),
        ratios(portrait, refiner.refine(noisy(photo, 4), bilinear), plain),
        ratios(portrait, refiner.refine(jpeg, bilinear), plain),
        ratios(portrait, refiner.refine(photo, vague), vaguePlain),
        ratios(portrait, refiner.refine(jpeg, vague), vaguePlain),
        time);
  }

  private static void hair(SyntheticPortrait portrait, int network) throws IOException {
    Degraded degraded = Degraded.of(portrait, network);
    AlphaMatte bilinear = degraded.enlarged();
    AlphaMatte vague = degraded.blurred().enlarged();
    MatteRefiner refiner =
        MatteRefiner.hair(degraded.width(), degraded.height(), Duration.ofHours(1));
    ArgbImage photo = Degraded.photo(portrait);
    ArgbImage jpeg = jpeg(noisy(photo, 2));
    MatteMetrics plain = score(portrait, bilinear);
    MatteMetrics vaguePlain = score(portrait, vague);
    System.out.printf(
        "hair %d | %s | %s | %s | %s | %s | %.0f |%n",
        network,
        portrait.name(),
        ratios(portrait, refiner.refine(photo, bilinear), plain),
        ratios(portrait, refiner.refine(jpeg, bilinear), plain),
        ratios(portrait, refiner.refine(photo, vague), vaguePlain),
        ratios(portrait, refiner.refine(jpeg, vague), vaguePlain),
        time(refiner, photo, bilinear));
  }

  /** The least CPU time in milliseconds. */
  private static double time(MatteRefiner refiner, ArgbImage photo, AlphaMatte matte) {
    double best = Double.MAX_VALUE;
    for (int i = 0; i < ROUNDS; i++) {
      long start = cpu();
      refiner.refine(photo, matte);
      best = Math.min(best, (cpu() - start) / 1e6);
    }
    return best;
  }

  private static String ratios(SyntheticPortrait portrait, AlphaMatte matte, MatteMetrics plain) {
    MatteMetrics metrics = score(portrait, matte);
    return String.format("%.2f | %.2f", metrics.sad() / plain.sad(), metrics.grad() / plain.grad());
  }

  static MatteMetrics score(SyntheticPortrait portrait, AlphaMatte matte) {
    return MatteMetrics.ofAlpha(
        portrait.width(), portrait.height(), matte.toArray(), portrait.alpha());
  }

  /** What a camera makes of it: JPEG of quality 85, read again. */
  static ArgbImage jpeg(ArgbImage photo) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageFiles.write(
        photo, out, OutputFormat.JPEG, WriteOptions.defaults().jpegQuality(JPEG_QUALITY));
    return ImageFiles.read(out.toByteArray(), ReadOptions.defaults());
  }

  /** Gaussian noise of the given sigma, in levels, on every channel. */
  static ArgbImage noisy(ArgbImage photo, double sigma) {
    Random random = new Random(1);
    int[] pixels = photo.toArray();
    for (int i = 0; i < pixels.length; i++) {
      int argb = 0xFF000000;
      for (int shift = 0; shift < 24; shift += 8) {
        double level = (pixels[i] >> shift & 0xFF) + sigma * random.nextGaussian();
        argb |= (int) Math.max(0, Math.min(255, Math.rint(level))) << shift;
      }
      pixels[i] = argb;
    }
    return ArgbImage.adopt(photo.width(), photo.height(), pixels);
  }
}

package io.github.matting4j.compose;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.testdata.metrics.MatteMetrics;
import io.github.matting4j.testdata.portraits.PortraitScene;
import io.github.matting4j.testdata.portraits.SyntheticPortrait;
import io.github.matting4j.testdata.portraits.SyntheticPortraits;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Random;

/**
 * Prints the tables of docs/edges.md: one row a drawn portrait at a short side of 1080, several
 * minutes for all. Arguments: names of scenes; none for all.
 */
public final class EdgeFigures {
  private static final int SHORT_SIDE = 1080;
  private static final int ROUNDS = 3;

  private EdgeFigures() {}

  public static void main(String[] names) {
    for (PortraitScene scene : SyntheticPortraits.gallery()) {
      if (names.length > 0 && !List.of(names).contains(scene.name())) {
        continue;
      }
      boolean wide = scene.name().startsWith("two") || scene.name().startsWith("small");
      int width = wide ? SHORT_SIDE * 3 / 2 : SHORT_SIDE;
      int height = wide ? SHORT_SIDE : SHORT_SIDE * 5 / 4;
      print(scene.size(width, height).render());
    }
  }

  static void print(SyntheticPortrait portrait) {
    foreground(portrait);
    for (int network : new int[] {512, 640}) {
      refinement(portrait, network);
    }
  }

  private static void foreground(SyntheticPortrait portrait) {
    ArgbImage photo = Degraded.photo(portrait);
    double raw = colourError(portrait, photo);
    double[] published = timed(ForegroundEstimator.publishedMultiLevel(), portrait);
    double[] ours = timed(ForegroundEstimator.multiLevel(), portrait);
    System.out.printf(
        "foreground | %s | %.1f | %.2f | %.2f | %.0f | %.0f | %.2f%n",
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

  private static void refinement(SyntheticPortrait portrait, int network) {
    Degraded degraded = Degraded.of(portrait, network);
    MatteRefiner refiner = MatteRefiner.guidedFilter(degraded.width(), degraded.height());
    ArgbImage photo = Degraded.photo(portrait);
    MatteMetrics plain = score(portrait, degraded.enlarged());
    long start = cpu();
    AlphaMatte refined = refiner.refine(photo, degraded.enlarged());
    double time = (cpu() - start) / 1e6;
    MatteMetrics clean = score(portrait, refined);
    MatteMetrics noisy = score(portrait, refiner.refine(noisy(photo, 4), degraded.enlarged()));
    Degraded vague = degraded.blurred();
    MatteMetrics vaguePlain = score(portrait, vague.enlarged());
    MatteMetrics vagueRefined = score(portrait, refiner.refine(photo, vague.enlarged()));
    System.out.printf(
        "refined %d | %s | %.2f | %.2f | %.2f | %.2f | %.2f | %.2f | %.2f | %.2f | %.0f%n",
        network,
        portrait.name(),
        plain.sad(),
        plain.grad(),
        clean.sad() / plain.sad(),
        clean.grad() / plain.grad(),
        noisy.sad() / plain.sad(),
        noisy.grad() / plain.grad(),
        vagueRefined.sad() / vaguePlain.sad(),
        vagueRefined.grad() / vaguePlain.grad(),
        time);
  }

  static MatteMetrics score(SyntheticPortrait portrait, AlphaMatte matte) {
    return MatteMetrics.ofAlpha(
        portrait.width(), portrait.height(), matte.toArray(), portrait.alpha());
  }

  /** Gaussian noise of the given sigma, in levels, on every channel. */
  private static ArgbImage noisy(ArgbImage photo, double sigma) {
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

package io.github.matting4j.criteria;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.kernel.analysis.MatteSketch;
import io.github.matting4j.model.QualityFlag;
import java.util.Set;

/** Measures the people in a photo from a matte of a fast model. */
final class MatteTraits {
  private static final String HOW = "from a quick matte";
  private static final String PARTS = "parts of a quick matte; touching people count as one";
  private static final double MIN_SUBJECT = 0.004;

  /** A part is a person from this share of the frame, and of the largest part, on. */
  private static final double MIN_PERSON = 0.004;

  private static final double MIN_OF_LARGEST = 0.1;

  /** Mean steps in brightness between neighbour cells that count as fully cluttered. */
  private static final double BUSY = 16;

  private static final int REACH = 10;

  private MatteTraits() {}

  static PhotoTraits measure(ArgbImage photo, AlphaMatte matte) {
    MatteSketch sketch = MatteSketch.of(photo, matte);
    double share = matte.mean();
    if (sketch.solidShare() < MIN_SUBJECT) {
      // The quick model may have missed people, so the confidence is too low for rules.
      return PhotoTraits.unknown()
          .with(PhotoTrait.SUBJECT_SHARE, new PhotoTraits.Measurement(share, 0.3, HOW))
          .with(PhotoTrait.PEOPLE, new PhotoTraits.Measurement(0, 0.3, HOW));
    }
    double trust = 0.9 * (1 - Math.min(1, 1.5 * sketch.undecidedShare()));
    if (isUnreliable(QualityFlag.of(photo, matte))) {
      trust *= 0.5;
    }
    double[] centre = centre(sketch);
    return PhotoTraits.unknown()
        .with(PhotoTrait.SUBJECT_SHARE, new PhotoTraits.Measurement(share, trust, HOW))
        .with(PhotoTrait.SUBJECT_X, new PhotoTraits.Measurement(centre[0], trust, HOW))
        .with(PhotoTrait.SUBJECT_Y, new PhotoTraits.Measurement(centre[1], trust, HOW))
        .with(PhotoTrait.PEOPLE, new PhotoTraits.Measurement(people(sketch), 0.9 * trust, PARTS))
        .with(PhotoTrait.CLUTTER, new PhotoTraits.Measurement(clutter(sketch), 0.8 * trust, HOW));
  }

  /** A quick matte that has quality flags says little about the people. */
  private static boolean isUnreliable(Set<QualityFlag> flags) {
    return flags.contains(QualityFlag.FRAGMENTED)
        || flags.contains(QualityFlag.LARGE_UNDECIDED)
        || flags.contains(QualityFlag.AT_ODDS_WITH_EDGES);
  }

  private static int people(MatteSketch sketch) {
    int cells = sketch.width() * sketch.height();
    int largest = sketch.parts().get(0);
    return (int)
        sketch.parts().stream()
            .filter(part -> part >= MIN_PERSON * cells && part >= MIN_OF_LARGEST * largest)
            .count();
  }

  private static double[] centre(MatteSketch sketch) {
    double sum = 0;
    double sumX = 0;
    double sumY = 0;
    for (int y = 0; y < sketch.height(); y++) {
      for (int x = 0; x < sketch.width(); x++) {
        float a = sketch.alpha(x, y);
        sum += a;
        sumX += a * (x + 0.5);
        sumY += a * (y + 0.5);
      }
    }
    return new double[] {sumX / sum / sketch.width(), sumY / sum / sketch.height()};
  }

  /** How uneven the background is near the outline: mean steps to the right and below. */
  private static double clutter(MatteSketch sketch) {
    boolean[] near = near(sketch);
    long steps = 0;
    long count = 0;
    for (int y = 0; y < sketch.height() - 1; y++) {
      for (int x = 0; x < sketch.width() - 1; x++) {
        if (near[y * sketch.width() + x] && isBackground(sketch, x, y)) {
          steps += Math.abs(sketch.luma(x + 1, y) - sketch.luma(x, y));
          steps += Math.abs(sketch.luma(x, y + 1) - sketch.luma(x, y));
          count += 2;
        }
      }
    }
    return count == 0 ? 0 : Math.min(1, steps / (double) count / BUSY);
  }

  /** The cell and its right and lower neighbours: a step to the person is no clutter. */
  private static boolean isBackground(MatteSketch sketch, int x, int y) {
    return sketch.alpha(x, y) < 0.05f
        && sketch.alpha(x + 1, y) < 0.05f
        && sketch.alpha(x, y + 1) < 0.05f;
  }

  /** Cells within reach of the person: widened along rows, then along columns. */
  private static boolean[] near(MatteSketch sketch) {
    int w = sketch.width();
    int h = sketch.height();
    boolean[] rows = new boolean[w * h];
    for (int y = 0; y < h; y++) {
      for (int x = 0; x < w; x++) {
        if (sketch.alpha(x, y) >= 0.5f) {
          for (int i = Math.max(0, x - REACH); i <= Math.min(w - 1, x + REACH); i++) {
            rows[y * w + i] = true;
          }
        }
      }
    }
    boolean[] near = new boolean[w * h];
    for (int y = 0; y < h; y++) {
      for (int x = 0; x < w; x++) {
        if (rows[y * w + x]) {
          for (int i = Math.max(0, y - REACH); i <= Math.min(h - 1, y + REACH); i++) {
            near[i * w + x] = true;
          }
        }
      }
    }
    return near;
  }
}

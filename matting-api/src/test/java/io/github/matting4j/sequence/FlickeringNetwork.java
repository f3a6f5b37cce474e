package io.github.matting4j.sequence;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.kernel.resample.AlphaResizer;
import io.github.matting4j.kernel.resample.AlphaRows;
import java.nio.FloatBuffer;
import java.util.Random;

/**
 * What a network that sees each frame alone makes of an exact matte: reduced to the network's size,
 * its outline displaced, its soft alphas too high or too low, with haze in the background and thin
 * spots in the body, and enlarged. Errors vary slowly over the picture; a part of them moves with
 * the person, the other is new in each.
 */
final class FlickeringNetwork {
  /** Errors are drawn on a grid with this many cells along the short side. */
  private static final int CELLS = 7;

  private static final float STAYS = 0.6f;
  private static final float NEW = 0.8f;
  private static final float DISPLACEMENT = 0.3f;
  private static final float SOFTNESS = 0.6f;
  private static final float HAZE = 0.3f;
  private static final float GRAIN = 0.02f;

  private final int shortSide;
  private final long seed;
  private final float fresh;

  private FlickeringNetwork(int shortSide, long seed, float fresh) {
    this.shortSide = shortSide;
    this.seed = seed;
    this.fresh = fresh;
  }

  /** A network whose input's short side is {@code shortSide}; seeds give other errors. */
  FlickeringNetwork(int shortSide, long seed) {
    this(shortSide, seed, NEW);
  }

  /** The same network without the errors that are new in each frame. */
  FlickeringNetwork steady() {
    return new FlickeringNetwork(shortSide, seed, 0);
  }

  /**
   * The matte of a frame.
   *
   * @param offset where the person is, in pixels from its place at rest; the errors that stay move
   *     along
   */
  AlphaMatte matte(AlphaMatte truth, int frame, double[] offset) {
    double scale = (double) shortSide / Math.min(truth.width(), truth.height());
    int width = (int) Math.rint(truth.width() * scale);
    int height = (int) Math.rint(truth.height() * scale);
    float[] exact = reduced(truth, width, height);
    float[] wrong = new float[exact.length];
    float side = Math.min(truth.width(), truth.height());
    float offsetX = (float) offset[0] / side;
    float offsetY = (float) offset[1] / side;
    Field across = new Field(1, frame, offsetX, offsetY);
    Field down = new Field(2, frame, offsetX, offsetY);
    Field soft = new Field(3, frame, offsetX, offsetY);
    Field haze = new Field(4, frame, offsetX, offsetY);
    Random grain = new Random(seed * 7919 + frame);
    for (int y = 0, i = 0; y < height; y++) {
      for (int x = 0; x < width; x++, i++) {
        float u = (float) x / shortSide;
        float v = (float) y / shortSide;
        float a =
            sample(
                exact,
                width,
                height,
                x + DISPLACEMENT * across.at(u, v),
                y + DISPLACEMENT * down.at(u, v));
        a += SOFTNESS * soft.at(u, v) * a * (1 - a);
        float excess = haze.at(u, v);
        a += HAZE * (a < 0.5f ? Math.max(0, excess - 0.6f) : Math.min(0, excess + 0.6f));
        a += GRAIN * fresh * (2 * grain.nextFloat() - 1) * (a > 0.02f && a < 0.98f ? 1 : 0);
        wrong[i] = Math.max(0, Math.min(1, a));
      }
    }
    return enlarged(wrong, width, height, truth.width(), truth.height());
  }

  /** Smooth random values of about -1 to 1 over the picture, in units of its short side. */
  private final class Field {
    private final float[] stays;
    private final float[] changes;
    private final float offsetX;
    private final float offsetY;
    private final int columns = 4 * CELLS;

    Field(int kind, int frame, float offsetX, float offsetY) {
      stays = values(seed * 31 + kind);
      changes = values((seed * 31 + kind) * 1009 + frame + 1);
      this.offsetX = offsetX;
      this.offsetY = offsetY;
    }

    private float[] values(long from) {
      Random random = new Random(from);
      float[] values = new float[columns * columns];
      for (int i = 0; i < values.length; i++) {
        values[i] = 2 * random.nextFloat() - 1;
      }
      return values;
    }

    float at(float u, float v) {
      float x = (u - offsetX + 1) * CELLS;
      float y = (v - offsetY + 1) * CELLS;
      float moved = sample(stays, columns, columns, x, y);
      return STAYS * moved + fresh * sample(changes, columns, columns, u * CELLS, v * CELLS);
    }
  }

  private static float sample(float[] plane, int width, int height, float x, float y) {
    float cx = Math.max(0, Math.min(width - 1, x));
    float cy = Math.max(0, Math.min(height - 1, y));
    int left = Math.min((int) cx, width - 2);
    int top = Math.min((int) cy, height - 2);
    float fx = cx - left;
    float fy = cy - top;
    int i = top * width + left;
    float above = plane[i] + fx * (plane[i + 1] - plane[i]);
    float below = plane[i + width] + fx * (plane[i + width + 1] - plane[i + width]);
    return above + fy * (below - above);
  }

  /** Means over the areas of the pixels; a pixel belongs to the one that has its centre. */
  private static float[] reduced(AlphaMatte truth, int width, int height) {
    float[] sums = new float[width * height];
    int[] counts = new int[sums.length];
    for (int y = 0; y < truth.height(); y++) {
      int row = (int) ((y + 0.5) * height / truth.height());
      for (int x = 0; x < truth.width(); x++) {
        int i = row * width + (int) ((x + 0.5) * width / truth.width());
        sums[i] += truth.alpha(x, y);
        counts[i]++;
      }
    }
    for (int i = 0; i < sums.length; i++) {
      sums[i] /= counts[i];
    }
    return sums;
  }

  private static AlphaMatte enlarged(
      float[] alpha, int width, int height, int fullWidth, int fullHeight) {
    AlphaResizer resizer = new AlphaResizer(width, height, fullWidth, fullHeight);
    resizer.start(AlphaRows.of(FloatBuffer.wrap(alpha), width, width, height));
    float[] full = new float[fullWidth * fullHeight];
    for (int y = 0; y < fullHeight; y++) {
      resizer.read(y, full, y * fullWidth);
    }
    return AlphaMatte.adopt(fullWidth, fullHeight, full);
  }
}

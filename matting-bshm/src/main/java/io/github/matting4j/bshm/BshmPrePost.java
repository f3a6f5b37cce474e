package io.github.matting4j.bshm;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.kernel.refine.GuidedFilter;
import io.github.matting4j.kernel.resample.AlphaResizer;
import io.github.matting4j.kernel.resample.AlphaRows;
import io.github.matting4j.kernel.resample.PixelRows;
import io.github.matting4j.kernel.resample.PixelScaler;
import io.github.matting4j.model.InferenceException;
import io.github.matting4j.runtime.RunStop;
import java.nio.FloatBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Converts a photo to the input tensor, and levels to a matte. Not thread-safe: leased to one run.
 */
final class BshmPrePost {
  /** Windows of 7x7 cells of the network; chosen by SharpGain, figures in docs/bshm.md. */
  static final int RADIUS = 3;

  /** A colour deviation of 1 % is noise, more is an edge. */
  static final float EPSILON = 1e-4f;

  /** The highest level of solid foreground in the published graph. */
  private static final float PLATEAU = 254f;

  private static final float OPAQUE = 255f;

  /** A level further outside 0..255 means another kind of output. */
  private static final float TOLERANCE = 0.5f;

  private final BshmEngine.InferenceSlot slot;
  private final boolean treat254AsOpaque;
  private final AlphaScale scale;
  private int[] fed = new int[0];
  private float[] levels = new float[0];
  private @Nullable GuidedFilter filter;
  private int filterWidth;
  private int filterHeight;

  BshmPrePost(BshmEngine.InferenceSlot slot, boolean treat254AsOpaque, AlphaScale scale) {
    this.slot = slot;
    this.treat254AsOpaque = treat254AsOpaque;
    this.scale = scale;
  }

  /** Fills the input tensor. */
  void prepare(ArgbImage photo, InputPlan plan) {
    boolean keepInput =
        plan.resizeMode() == InputPlan.ResizeMode.SHARP; // the filter needs the picture once more
    int width = plan.width();
    int size = keepInput ? width * plan.height() : width;
    if (fed.length < size) {
      fed = new int[size];
    }
    int[] row = new int[width];
    float[] floats = new float[3 * width];
    FloatBuffer tensor = slot.photo(width, plan.height());
    PixelRows rows = PixelRows.of(photo);
    if (plan.resizeMode() != InputPlan.ResizeMode.AS_IT_IS) {
      rows = new PixelScaler(rows, width, plan.height());
    }
    for (int y = 0; y < plan.height(); y++) {
      rows.read(y, row);
      spread(row, floats);
      tensor.put(y * floats.length, floats);
      if (keepInput) {
        System.arraycopy(row, 0, fed, y * width, width);
      }
    }
  }

  private static void spread(int[] row, float[] floats) {
    for (int x = 0, i = 0; x < row.length; x++, i += 3) {
      int p = row[x];
      floats[i] = p >> 16 & 0xFF;
      floats[i + 1] = p >> 8 & 0xFF;
      floats[i + 2] = p & 0xFF;
    }
  }

  /** Runs the network. */
  void infer(InputPlan plan, List<String> notes, RunStop stop) {
    levels = new float[plan.width() * plan.height()]; // becomes the matte when sizes agree
    slot.run(levels, notes, stop);
  }

  /** Makes the matte of the photo. */
  AlphaMatte finish(ArgbImage photo, InputPlan plan, List<String> notes) {
    float[] alpha = levels;
    levels = new float[0];
    scale.toLevels(alpha, notes);
    toAlpha(alpha, plan, notes);
    return switch (plan.resizeMode()) {
      case AS_IT_IS -> AlphaMatte.adopt(photo.width(), photo.height(), alpha);
      case CAPPED, SQUASHED -> enlarged(alpha, photo, plan);
      case SHARP -> guided(alpha, photo, plan);
    };
  }

  private void toAlpha(float[] levels, InputPlan plan, List<String> notes) {
    float min = 0;
    float max = OPAQUE;
    float opaqueFrom = treat254AsOpaque ? PLATEAU : OPAQUE;
    for (int i = 0; i < levels.length; i++) {
      float level = levels[i];
      if (level >= 0f && level < opaqueFrom) {
        levels[i] = level / OPAQUE;
        continue;
      }
      if (!Float.isFinite(level)) {
        throw new InferenceException(
            "the network gave "
                + level
                + " at x="
                + i % plan.width()
                + ", y="
                + i / plan.width()
                + "; the weights are damaged, or not made for this precision or device");
      }
      min = Math.min(min, level);
      max = Math.max(max, level);
      levels[i] = level < 0f ? 0f : 1f;
    }
    if (min < -TOLERANCE || max > OPAQUE + TOLERANCE) {
      notes.add(
          "the network's levels reach from "
              + min
              + " to "
              + max
              + " and were clamped to 0..255; check that this file is a BSHM model");
    }
  }

  private static AlphaMatte enlarged(float[] alpha, ArgbImage photo, InputPlan plan) {
    int width = photo.width();
    int height = photo.height();
    AlphaResizer resizer = new AlphaResizer(plan.width(), plan.height(), width, height);
    resizer.start(AlphaRows.of(FloatBuffer.wrap(alpha), plan.width(), plan.width(), plan.height()));
    float[] matte = new float[width * height];
    for (int y = 0; y < height; y++) {
      resizer.read(y, matte, y * width);
    }
    return AlphaMatte.adopt(width, height, matte);
  }

  private AlphaMatte guided(float[] alpha, ArgbImage photo, InputPlan plan) {
    GuidedFilter current = filter;
    if (current == null || filterWidth != plan.width() || filterHeight != plan.height()) {
      current =
          new GuidedFilter(plan.width(), plan.height(), RADIUS, EPSILON, GuidedFilter.Keep.FITTED);
      filter = current;
      filterWidth = plan.width();
      filterHeight = plan.height();
    }
    current.fit(fed, alpha);
    return AlphaMatte.adopt(photo.width(), photo.height(), current.apply(photo));
  }
}

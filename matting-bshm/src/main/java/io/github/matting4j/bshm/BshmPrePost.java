package io.github.matting4j.bshm;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.kernel.refine.GuidedFilter;
import io.github.matting4j.kernel.resample.AlphaResizer;
import io.github.matting4j.kernel.resample.AlphaRows;
import io.github.matting4j.kernel.resample.AxisWeights;
import io.github.matting4j.kernel.resample.RgbRows;
import io.github.matting4j.kernel.resample.RowScaler;
import io.github.matting4j.model.InferenceException;
import io.github.matting4j.runtime.RunStop;
import java.nio.FloatBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** From photo to input tensor, from levels to matte. Not thread-safe: leased to one run. */
final class BshmPrePost {
  /** Windows of 7x7 cells of the network; chosen by SharpGain, figures in docs/bshm.md. */
  static final int RADIUS = 3;

  /** A colour deviation of 1 % is noise, more is an edge. */
  static final float EPSILON = 1e-4f;

  /** Where the solid foreground of the published graph ends. */
  private static final float PLATEAU = 254f;

  private static final float OPAQUE = 255f;

  /** A level this far outside 0..255 is another kind of output. */
  private static final float TOLERANCE = 0.5f;

  private final BshmEngine.Desk engine;
  private final boolean liftPlateau;
  private final AlphaScale scale;
  private int[] fed = new int[0];
  private float[] levels = new float[0];
  private @Nullable GuidedFilter filter;
  private int filterWidth;
  private int filterHeight;

  BshmPrePost(BshmEngine.Desk engine, boolean liftPlateau, AlphaScale scale) {
    this.engine = engine;
    this.liftPlateau = liftPlateau;
    this.scale = scale;
  }

  /** Fills the input tensor. */
  void prepare(ArgbImage photo, InputPlan feed) {
    boolean kept = feed.way() == InputPlan.Way.SHARP; // the filter needs the picture once more
    int width = feed.width();
    int size = kept ? width * feed.height() : width;
    if (fed.length < size) {
      fed = new int[size];
    }
    int[] row = new int[width];
    float[] floats = new float[3 * width];
    FloatBuffer tensor = engine.photo(width, feed.height());
    RgbRows rows = rows(photo, feed);
    for (int y = 0; y < feed.height(); y++) {
      rows.read(y, row);
      spread(row, floats);
      tensor.put(y * floats.length, floats);
      if (kept) {
        System.arraycopy(row, 0, fed, y * width, width);
      }
    }
  }

  private static RgbRows rows(ArgbImage photo, InputPlan feed) {
    if (feed.way() == InputPlan.Way.AS_IT_IS) {
      return RgbRows.of(photo);
    }
    RowScaler scaler =
        new RowScaler(
            (y, row) -> photo.readRow(y, row, 0),
            photo.width(),
            AxisWeights.of(photo.width(), 0, photo.width(), feed.width()),
            AxisWeights.of(photo.height(), 0, photo.height(), feed.height()));
    return new RgbRows() {
      @Override
      public int width() {
        return feed.width();
      }

      @Override
      public int height() {
        return feed.height();
      }

      @Override
      public void read(int y, int[] target) {
        scaler.row(y, target);
      }
    };
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
  void infer(InputPlan feed, List<String> notes, RunStop stop) {
    levels = new float[feed.width() * feed.height()]; // becomes the matte when sizes agree
    engine.run(levels, notes, stop);
  }

  /** Makes the matte of the photo. */
  AlphaMatte finish(ArgbImage photo, InputPlan feed, List<String> notes) {
    float[] alpha = levels;
    levels = new float[0];
    scale.toLevels(alpha, notes);
    toAlpha(alpha, feed, notes);
    return switch (feed.way()) {
      case AS_IT_IS -> AlphaMatte.adopt(photo.width(), photo.height(), alpha);
      case CAPPED, SQUASHED -> enlarged(alpha, photo, feed);
      case SHARP -> guided(alpha, photo, feed);
    };
  }

  private void toAlpha(float[] levels, InputPlan feed, List<String> notes) {
    float least = 0;
    float most = OPAQUE;
    float opaqueFrom = liftPlateau ? PLATEAU : OPAQUE;
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
                + i % feed.width()
                + ", y="
                + i / feed.width()
                + "; the weights are damaged, or not made for this precision or device");
      }
      least = Math.min(least, level);
      most = Math.max(most, level);
      levels[i] = level < 0f ? 0f : 1f;
    }
    if (least < -TOLERANCE || most > OPAQUE + TOLERANCE) {
      notes.add(
          "the network's levels reach from "
              + least
              + " to "
              + most
              + " and were cut to 0..255; is this file the model it is taken for?");
    }
  }

  private static AlphaMatte enlarged(float[] alpha, ArgbImage photo, InputPlan feed) {
    int width = photo.width();
    int height = photo.height();
    AlphaResizer resizer = new AlphaResizer(feed.width(), feed.height(), width, height);
    resizer.start(AlphaRows.of(FloatBuffer.wrap(alpha), feed.width(), feed.width(), feed.height()));
    float[] matte = new float[width * height];
    for (int y = 0; y < height; y++) {
      resizer.read(y, matte, y * width);
    }
    return AlphaMatte.adopt(width, height, matte);
  }

  private AlphaMatte guided(float[] alpha, ArgbImage photo, InputPlan feed) {
    GuidedFilter current = filter;
    if (current == null || filterWidth != feed.width() || filterHeight != feed.height()) {
      current =
          new GuidedFilter(feed.width(), feed.height(), RADIUS, EPSILON, GuidedFilter.Keep.FITTED);
      filter = current;
      filterWidth = feed.width();
      filterHeight = feed.height();
    }
    current.fit(fed, alpha);
    float[] matte = new float[photo.width() * photo.height()];
    current.apply(RgbRows.of(photo), matte);
    return AlphaMatte.adopt(photo.width(), photo.height(), matte);
  }
}

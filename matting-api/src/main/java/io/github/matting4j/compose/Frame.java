package io.github.matting4j.compose;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.Picture;
import io.github.matting4j.kernel.resample.FloatRows;
import io.github.matting4j.kernel.resample.FloatScaler;
import io.github.matting4j.kernel.resample.RgbaPixels;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Framing} applied to one photo: transforms images and mattes of the photo's size into the
 * same frame, by area average where it shrinks, bilinearly where it grows, and exactly where the
 * scale is 1. Colours are weighted by alpha, so that colours of transparent pixels do not appear.
 *
 * <p>Immutable and thread-safe.
 */
public final class Frame {
  /**
   * Floats per pixel while a layer is scaled: alpha, alpha times its own, and colours times both.
   */
  private static final int WEIGHTED = 5;

  private final Span columns;
  private final Span rows;
  private final @Nullable Box subject;

  Frame(Span columns, Span rows, @Nullable Box subject) {
    this.columns = columns;
    this.rows = rows;
    this.subject = subject;
  }

  /** Columns of the pictures. */
  public int width() {
    return columns.size();
  }

  /** Rows of the pictures. */
  public int height() {
    return rows.size();
  }

  /** The person's box in the photo; empty if no alpha reached the threshold. */
  public Optional<Box> subject() {
    return Optional.ofNullable(subject);
  }

  /** Whether this is the whole photo as it is. */
  boolean isIdentity() {
    return columns.isIdentity() && rows.isIdentity();
  }

  /** The photo's matte in this frame, 0 beyond the photo's borders. */
  public AlphaMatte matte(AlphaMatte matte) {
    if (isIdentity()) {
      return matte;
    }
    float[] alphas = new float[Math.multiplyExact(width(), height())];
    if (!isEmpty()) {
      FloatScaler scaler = scaler((y, line) -> matte.readRow(y, line, 0), 1);
      float[] line = new float[columns.to() - columns.from()];
      for (int y = rows.from(); y < rows.to(); y++) {
        scaler.read(y - rows.from(), line);
        for (int x = 0; x < line.length; x++) {
          alphas[y * width() + columns.from() + x] = Math.min(1f, line[x]);
        }
      }
    }
    return AlphaMatte.adopt(width(), height(), alphas);
  }

  /**
   * A layer's colours in this frame, each by the alpha that it has in the matte: with {@link
   * #matte} of the same matte it makes the same cut-out as if that had been scaled premultiplied.
   *
   * @param colours of the photo's size
   * @param matte of the photo's size
   */
  public Picture colours(Picture colours, AlphaMatte matte) {
    if (isIdentity()) {
      return colours;
    }
    float[] alphas = new float[matte.width()];
    float[] rgba = new float[Picture.CHANNELS * matte.width()];
    return framed(
        (y, line) -> {
          colours.readColours(y, rgba);
          matte.readRow(y, alphas, 0);
          weigh(rgba, alphas, line);
        },
        colours.bits());
  }

  private Picture framed(FloatRows weighted, int bits) {
    float[] line = new float[WEIGHTED * (columns.to() - columns.from())];
    FloatScaler scaler = isEmpty() ? null : scaler(weighted, WEIGHTED);
    FloatRows all =
        (y, rgba) -> {
          Arrays.fill(rgba, 0f);
          if (scaler != null && y >= rows.from() && y < rows.to()) {
            scaler.read(y - rows.from(), line);
            unweigh(line, rgba, Picture.CHANNELS * columns.from());
          }
        };
    return RgbaPixels.picture(all, width(), height(), bits);
  }

  private static void weigh(float[] rgba, float[] alphas, float[] line) {
    for (int x = 0, at = 0, to = 0; x < alphas.length; x++, at += Picture.CHANNELS) {
      float weight = alphas[x] * rgba[at + 3];
      line[to++] = alphas[x];
      line[to++] = weight;
      line[to++] = weight * rgba[at];
      line[to++] = weight * rgba[at + 1];
      line[to++] = weight * rgba[at + 2];
    }
  }

  private static void unweigh(float[] line, float[] rgba, int offset) {
    for (int from = 0, at = offset; from < line.length; from += WEIGHTED, at += Picture.CHANNELS) {
      float weight = line[from + 1];
      if (weight > 0f) {
        rgba[at] = line[from + 2] / weight;
        rgba[at + 1] = line[from + 3] / weight;
        rgba[at + 2] = line[from + 4] / weight;
        rgba[at + 3] = weight / line[from];
      }
    }
  }

  /** The photo in this frame, transparent beyond its borders. */
  public Picture photo(Picture photo) {
    return isIdentity()
        ? photo
        : colours(photo, AlphaMatte.filled(photo.width(), photo.height(), 1f));
  }

  private FloatScaler scaler(FloatRows source, int channels) {
    return new FloatScaler(source, columns.samples(), channels, columns.weights(), rows.weights());
  }

  private boolean isEmpty() {
    return columns.isEmpty() || rows.isEmpty();
  }

  @Override
  public String toString() {
    return "Frame[" + width() + "x" + height() + ", subject " + subject + "]";
  }

  /**
   * A rectangle of pixels.
   *
   * @param x its first column; may lie outside the photo
   * @param y its first row
   * @param width columns, at least 1
   * @param height rows, at least 1
   */
  public record Box(int x, int y, int width, int height) {
    /** Around all pixels of at least this alpha; null if there is none. */
    static @Nullable Box of(AlphaMatte matte, float threshold) {
      int left = matte.width();
      int right = -1;
      int top = -1;
      int bottom = -1;
      float[] row = new float[matte.width()];
      for (int y = 0; y < matte.height(); y++) {
        matte.readRow(y, row, 0);
        int first = 0;
        while (first < row.length && row[first] < threshold) {
          first++;
        }
        if (first < row.length) {
          int last = row.length - 1;
          while (row[last] < threshold) {
            last--;
          }
          left = Math.min(left, first);
          right = Math.max(right, last);
          top = top < 0 ? y : top;
          bottom = y;
        }
      }
      return top < 0 ? null : new Box(left, top, right - left + 1, bottom - top + 1);
    }

    Box grown(int margin) {
      return new Box(x - margin, y - margin, width + 2 * margin, height + 2 * margin);
    }

    double middleX() {
      return x + width / 2.0;
    }

    double middleY() {
      return y + height / 2.0;
    }
  }
}

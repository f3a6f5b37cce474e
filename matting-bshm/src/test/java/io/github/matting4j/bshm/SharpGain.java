package io.github.matting4j.bshm;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.kernel.resample.AlphaResizer;
import io.github.matting4j.kernel.resample.AlphaRows;
import io.github.matting4j.metrics.MatteMetrics;
import io.github.matting4j.model.RunControl;
import io.github.matting4j.portraits.PortraitScene;
import io.github.matting4j.portraits.SyntheticPortrait;
import io.github.matting4j.portraits.SyntheticPortraits;
import io.github.matting4j.runtime.RunStop;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Main that measures what the guided enlargement gains over the bilinear one: drawn portraits with
 * exact alpha, a known-good matte brought down to 640x640 and cut to whole levels, and up again
 * both ways. {@code SharpGain [SCALE] [ideal|noisy|soft] [SCENES]}.
 */
final class SharpGain {
  private static final int GRID = InputPlan.GRID;

  private SharpGain() {}

  /** What a network would make of the ideal matte. */
  enum Network {
    /** Exactly the mean alpha of each cell. */
    IDEAL,
    /** The same with noise of 4 % in the soft parts; the photo has sensor noise of 3 levels. */
    NOISY,
    /** The same noise upon means of 3x3 cells, as of a network that draws soft edges. */
    SOFT
  }

  /** Errors of one way to enlarge. */
  record Errors(double sad, double grad, double mse, double millis) {
    static Errors of(SyntheticPortrait truth, float[] alpha, double millis) {
      MatteMetrics metrics =
          MatteMetrics.ofAlpha(truth.width(), truth.height(), alpha, truth.alpha());
      return new Errors(metrics.sad(), metrics.grad(), metrics.mse(), millis);
    }
  }

  /** The errors of both ways for one portrait. */
  record Gain(Errors bilinear, Errors guided) {}

  public static void main(String[] args) {
    double scale = args.length > 0 ? Double.parseDouble(args[0]) : 1;
    Network network = Network.valueOf((args.length > 1 ? args[1] : "ideal").toUpperCase());
    int scenes = args.length > 2 ? Integer.parseInt(args[2]) : Integer.MAX_VALUE;
    double[] sums = new double[7];
    int count = 0;
    for (PortraitScene scene : SyntheticPortraits.gallery()) {
      if (count == scenes) {
        break;
      }
      count++;
      SyntheticPortrait portrait = render(scene, scale, network);
      Gain gain = measure(portrait, network);
      print(portrait.name() + " " + portrait.width() + "x" + portrait.height(), gain, 1);
      add(sums, gain);
    }
    print("mean of " + count, gain(sums), count);
  }

  private static SyntheticPortrait render(PortraitScene scene, double scale, Network network) {
    PortraitScene noisy = network == Network.IDEAL ? scene : scene.sensorNoise(3);
    SyntheticPortrait portrait = noisy.render();
    return scale == 1
        ? portrait
        : noisy.size((int) (portrait.width() * scale), (int) (portrait.height() * scale)).render();
  }

  static Gain measure(SyntheticPortrait portrait, Network network) {
    int width = portrait.width();
    int height = portrait.height();
    ArgbImage photo = ArgbImage.copyOf(width, height, portrait.argb());
    float[] small = degraded(portrait, network);
    AlphaResizer resizer = new AlphaResizer(GRID, GRID, width, height);
    resizer.start(AlphaRows.of(FloatBuffer.wrap(small), GRID, GRID, GRID));
    float[] bilinear = new float[width * height];
    for (int y = 0; y < height; y++) {
      resizer.read(y, bilinear, y * width);
    }
    BshmPrePost prePost = new BshmPrePost(new Fixed(small), false, AlphaScale.FLOATS);
    InputPlan feed = InputPlan.of(width, height, BshmOptions.Mode.SHARP, InputPlan.MAX_PIXELS);
    List<String> notes = new ArrayList<>();
    prePost.prepare(photo, feed);
    prePost.infer(feed, notes, RunStop.begin(RunControl.unlimited()));
    long start = System.nanoTime();
    AlphaMatte guided = prePost.finish(photo, feed, notes);
    double millis = (System.nanoTime() - start) / 1e6;
    return new Gain(
        Errors.of(portrait, bilinear, 0), Errors.of(portrait, guided.toArray(), millis));
  }

  /** An engine that always answers this alpha. */
  private record Fixed(float[] alpha) implements BshmEngine.InferenceSlot {
    @Override
    public FloatBuffer photo(int width, int height) {
      return FloatBuffer.allocate(3 * width * height);
    }

    @Override
    public void run(float[] levels, List<String> notes, RunStop stop) {
      for (int i = 0; i < levels.length; i++) {
        levels[i] = alpha[i] * 255f;
      }
    }
  }

  private static float[] degraded(SyntheticPortrait portrait, Network network) {
    float[] small = cells(portrait.alpha(), portrait.width(), portrait.height());
    if (network == Network.SOFT) {
      small = softened(small);
    }
    Random random = new Random(1);
    for (int i = 0; i < small.length; i++) {
      float a = small[i];
      if (network != Network.IDEAL && a > 0 && a < 1) {
        a = (float) Math.max(0, Math.min(1, a + 0.04 * random.nextGaussian()));
      }
      small[i] = Math.round(a * 255) / 255f;
    }
    return small;
  }

  /** The mean alpha of each cell of the grid. */
  private static float[] cells(float[] alpha, int width, int height) {
    float[] half = along(alpha, width, height, 1, width, GRID);
    float[] columns = along(half, height, GRID, GRID, 1, GRID);
    float[] rows = new float[GRID * GRID];
    for (int x = 0; x < GRID; x++) {
      for (int y = 0; y < GRID; y++) {
        rows[y * GRID + x] = columns[x * GRID + y];
      }
    }
    return rows;
  }

  /** Lines of {@code length} samples, {@code step} apart, brought to {@code size} samples each. */
  private static float[] along(
      float[] plane, int length, int lines, int step, int lineStep, int size) {
    float[] result = new float[lines * size];
    double scale = (double) length / size;
    for (int line = 0; line < lines; line++) {
      for (int i = 0; i < size; i++) {
        result[line * size + i] = mean(plane, line * lineStep, step, length, i * scale, scale);
      }
    }
    return result;
  }

  private static float mean(
      float[] plane, int offset, int step, int length, double from, double span) {
    double to = Math.min(length, from + span);
    double sum = 0;
    for (int s = (int) from; s < to; s++) {
      sum += plane[offset + s * step] * (Math.min(to, s + 1.0) - Math.max(from, s));
    }
    return (float) (sum / (to - from));
  }

  private static float[] softened(float[] plane) {
    float[] result = plane.clone();
    for (int y = 1; y < GRID - 1; y++) {
      for (int x = 1; x < GRID - 1; x++) {
        float sum = 0;
        for (int j = -1; j <= 1; j++) {
          for (int i = -1; i <= 1; i++) {
            sum += plane[(y + j) * GRID + x + i];
          }
        }
        result[y * GRID + x] = sum / 9;
      }
    }
    return result;
  }

  private static void add(double[] sums, Gain gain) {
    sums[0] += gain.bilinear().sad();
    sums[1] += gain.bilinear().grad();
    sums[2] += gain.bilinear().mse();
    sums[3] += gain.guided().sad();
    sums[4] += gain.guided().grad();
    sums[5] += gain.guided().mse();
    sums[6] += gain.guided().millis();
  }

  private static Gain gain(double[] s) {
    return new Gain(new Errors(s[0], s[1], s[2], 0), new Errors(s[3], s[4], s[5], s[6]));
  }

  private static void print(String name, Gain gain, int count) {
    Errors b = gain.bilinear();
    Errors g = gain.guided();
    System.out.printf(
        "%-34s SAD %7.3f -> %7.3f (%+.0f %%)  Grad %7.3f -> %7.3f (%+.0f %%)  MSE %.5f -> %.5f  %.0f"
            + " ms%n",
        name,
        b.sad() / count,
        g.sad() / count,
        100 * (g.sad() / b.sad() - 1),
        b.grad() / count,
        g.grad() / count,
        100 * (g.grad() / b.grad() - 1),
        b.mse() / count,
        g.mse() / count,
        g.millis() / count);
  }
}

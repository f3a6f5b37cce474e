package io.github.matting4j.metrics;

/**
 * Makes the trimap that PaddleSeg makes at evaluation when none is supplied: eroded foreground,
 * dilated background, unknown between, with OpenCV's elliptical structuring element. Stateless.
 */
public final class Trimaps {
  /** Mark of sure background. */
  public static final int BACKGROUND = 0;

  /** Mark of the unknown band. */
  public static final int UNKNOWN = 128;

  /** Mark of sure foreground. */
  public static final int FOREGROUND = 255;

  /** Side of the structuring element that PaddleSeg uses at evaluation. */
  public static final int EVALUATION_SIZE = 25;

  private Trimaps() {}

  /**
   * Trimap of a matte with values 0..255.
   *
   * @param size side of the elliptical element in pixels, odd; {@link #EVALUATION_SIZE} for the
   *     published evaluation
   * @return {@link #BACKGROUND}, {@link #UNKNOWN} or {@link #FOREGROUND} a pixel, as bytes
   */
  public static byte[] around(int width, int height, float[] truth, int size) {
    MatteMetrics.requireLength("truth", truth.length, width, height);
    if (size < 1 || size % 2 == 0) {
      throw new IllegalArgumentException("size is " + size + ", expected an odd number >= 1");
    }
    boolean[] notOpaque = new boolean[truth.length];
    boolean[] notClear = new boolean[truth.length];
    for (int i = 0; i < truth.length; i++) {
      // Erosion > 254.5 fails as soon as one neighbour is <= 254.5; dilation < 0.5 likewise.
      notOpaque[i] = !(truth[i] > 254.5f);
      notClear[i] = !(truth[i] < 0.5f);
    }
    int[] reach = ellipseReach(size);
    boolean[] nearNotOpaque = spread(notOpaque, width, height, reach);
    boolean[] nearNotClear = spread(notClear, width, height, reach);
    byte[] out = new byte[truth.length];
    for (int i = 0; i < out.length; i++) {
      int mark = nearNotClear[i] ? UNKNOWN : BACKGROUND;
      out[i] = (byte) (nearNotOpaque[i] ? mark : FOREGROUND);
    }
    return out;
  }

  /** Half width of each row of OpenCV's ellipse: row i covers columns r-reach..r+reach. */
  static int[] ellipseReach(int size) {
    int r = size / 2;
    double inverse = r > 0 ? 1.0 / ((double) r * r) : 0;
    int[] reach = new int[size];
    for (int i = 0; i < size; i++) {
      int dy = i - r;
      reach[i] = (int) Math.rint(r * Math.sqrt((r * r - dy * dy) * inverse));
    }
    return reach;
  }

  /** Dilates {@code seeds} by the element; pixels outside the picture are no seeds. */
  private static boolean[] spread(boolean[] seeds, int width, int height, int[] reach) {
    int r = reach.length / 2;
    boolean[] out = new boolean[seeds.length];
    int[] distance = new int[width];
    for (int y = 0; y < height; y++) {
      if (!distances(seeds, y * width, width, distance)) {
        continue;
      }
      for (int dy = -r; dy <= r; dy++) {
        int to = y - dy;
        if (to >= 0 && to < height) {
          mark(out, to * width, distance, reach[dy + r]);
        }
      }
    }
    return out;
  }

  private static void mark(boolean[] out, int row, int[] distance, int reach) {
    for (int x = 0; x < distance.length; x++) {
      out[row + x] |= distance[x] <= reach;
    }
  }

  /** Distance to the nearest seed in the row; false when it has none. */
  private static boolean distances(boolean[] seeds, int row, int width, int[] distance) {
    int far = 1 << 29;
    int run = far;
    boolean any = false;
    for (int x = 0; x < width; x++) {
      run = seeds[row + x] ? 0 : run + 1;
      any |= run == 0;
      distance[x] = run;
    }
    run = far;
    for (int x = width - 1; x >= 0; x--) {
      run = seeds[row + x] ? 0 : run + 1;
      distance[x] = Math.min(distance[x], run);
    }
    return any;
  }
}

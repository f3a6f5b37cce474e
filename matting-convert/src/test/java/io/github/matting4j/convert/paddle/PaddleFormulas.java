package io.github.matting4j.convert.paddle;

/** What Paddle's operators compute, on single planes of rows, as plain loops. */
final class PaddleFormulas {
  private PaddleFormulas() {}

  /** Bilinear interpolation of {@code bilinear_interp_v2}. */
  static float[] bilinear(
      float[] x, int height, int width, int rows, int columns, boolean corners, int mode) {
    float[] y = new float[rows * columns];
    for (int i = 0; i < rows; i++) {
      double v = source(i, height, rows, corners, mode);
      for (int j = 0; j < columns; j++) {
        double h = source(j, width, columns, corners, mode);
        int top = (int) v;
        int left = (int) h;
        int bottom = Math.min(top + 1, height - 1);
        int right = Math.min(left + 1, width - 1);
        double above = mix(x[top * width + left], x[top * width + right], h - left);
        double below = mix(x[bottom * width + left], x[bottom * width + right], h - left);
        y[i * columns + j] = (float) mix(above, below, v - top);
      }
    }
    return y;
  }

  private static double mix(double a, double b, double t) {
    return a * (1 - t) + b * t;
  }

  private static double source(int k, int from, int to, boolean corners, int mode) {
    double ratio = to <= 1 ? 0 : corners ? (from - 1.0) / (to - 1) : (double) from / to;
    return corners || mode == 1 ? ratio * k : Math.max(0, ratio * (k + 0.5) - 0.5);
  }

  /** {@code nearest_interp_v2} without aligned corners. */
  static float[] nearest(float[] x, int height, int width, int rows, int columns) {
    float[] y = new float[rows * columns];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        y[i * columns + j] = x[i * height / rows * width + j * width / columns];
      }
    }
    return y;
  }

  /** The means of {@code pool2d} with {@code adaptive}. */
  static float[] adaptiveMeans(float[] x, int height, int width, int rows, int columns) {
    float[] y = new float[rows * columns];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        double sum = 0;
        int count = 0;
        for (int r = i * height / rows; r < (int) Math.ceil((i + 1.0) * height / rows); r++) {
          for (int c = j * width / columns; c < (int) Math.ceil((j + 1.0) * width / columns); c++) {
            sum += x[r * width + c];
            count++;
          }
        }
        y[i * columns + j] = (float) (sum / count);
      }
    }
    return y;
  }

  /** A convolution of one channel; {@code pads} are top, left, and the result's size is given. */
  static float[] convolution(
      float[] x,
      int height,
      int width,
      float[] kernel,
      int side,
      int stride,
      int dilation,
      int top,
      int left,
      int rows,
      int columns) {
    float[] y = new float[rows * columns];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        double sum = 0;
        for (int r = 0; r < side; r++) {
          for (int c = 0; c < side; c++) {
            int row = i * stride - top + r * dilation;
            int column = j * stride - left + c * dilation;
            if (row >= 0 && row < height && column >= 0 && column < width) {
              sum += (double) x[row * width + column] * kernel[r * side + c];
            }
          }
        }
        y[i * columns + j] = (float) sum;
      }
    }
    return y;
  }
}

package io.github.matting4j.testdata.onnx;

/** Normalised pictures, [batch,3,height,width] in -1 to 1, for feeding networks. */
public final class Pictures {

  private Pictures() {}

  /** A bright disc before a dim gradient, with a little texture: smooth like a photo. */
  public static float[] disc(int batch, int width, int height) {
    float[] nchw = new float[batch * 3 * height * width];
    int i = 0;
    for (int n = 0; n < batch; n++) {
      for (int c = 0; c < 3; c++) {
        for (int y = 0; y < height; y++) {
          for (int x = 0; x < width; x++) {
            double dx = (x - width * 0.5) / width;
            double dy = (y - height * (0.4 + 0.1 * n)) / height;
            double base = dx * dx + dy * dy < 0.08 ? 0.6 - 0.3 * c : -0.6 + 0.5 * x / width;
            nchw[i++] = (float) (base + 0.1 * Math.sin(0.7 * x + 1.3 * y + c));
          }
        }
      }
    }
    return nchw;
  }
}

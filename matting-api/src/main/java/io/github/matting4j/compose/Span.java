package io.github.matting4j.compose;

import io.github.matting4j.kernel.resample.AxisWeights;

/**
 * One axis of a {@link Frame}: which range of the picture shows which range of the photo.
 *
 * @param size pixels of the picture
 * @param from the picture's first pixel whose middle lies inside the photo
 * @param to the one after the last
 * @param samples pixels of the photo
 * @param start where in the photo the first pixel begins; up to half a pixel outside
 * @param scale pixels of the photo per pixel of the picture
 */
record Span(int size, int from, int to, int samples, double start, double scale) {
  /**
   * The axis on which pixel {@code content} of the photo comes to lie at {@code place} of the
   * picture.
   */
  static Span of(int samples, double content, double place, double zoom, int size) {
    double offset = zoom == 1 ? Math.rint(place) : place; // whole pixels need no resampling
    double scale = 1 / zoom;
    double origin = content - offset * scale; // where in the photo the picture begins
    int from = (int) clamp(Math.ceil(-origin / scale - 0.5), size);
    int to = (int) clamp(Math.ceil((samples - origin) / scale - 0.5), size);
    return new Span(size, from, Math.max(from, to), samples, origin + from * scale, scale);
  }

  private static double clamp(double value, int max) {
    return Math.max(0, Math.min(max, value));
  }

  boolean isEmpty() {
    return from == to;
  }

  boolean isIdentity() {
    return size == samples && from == 0 && to == size && start == 0 && scale == 1;
  }

  AxisWeights weights() {
    return AxisWeights.of(samples, start, (to - from) * scale, to - from);
  }
}

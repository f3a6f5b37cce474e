package io.github.matting4j.metrics;

/**
 * Errors of the mattes of a video against the ground truth: of the mattes themselves, and of their
 * changes from frame to frame, which is what flickers. Frames are added in order. Not thread-safe.
 *
 * <p>{@link #dtSsd} is that of Erofeev et al., "Perceptually motivated benchmark for video matting"
 * (2015), per pixel: for every two successive frames the root of the mean, over all pixels, of the
 * squared difference between the change of the predicted alpha and that of the true one; then the
 * mean over the frames. So the video matting literature reports it (times 100), as it does {@link
 * #mad} (times 1000).
 */
public final class SequenceMetrics {
  private final int width;
  private final int height;
  private int frames;
  private double absolute;
  private double changes;
  private double roots;
  private float[] previousError = {};

  /** Starts a video of this size in pixels. */
  public SequenceMetrics(int width, int height) {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException(
          "size is " + width + "x" + height + ", expected at least 1x1");
    }
    this.width = width;
    this.height = height;
  }

  /**
   * Adds a frame.
   *
   * @param prediction {@code width * height} values of 0..1, row-major
   * @param truth the same of the exact matte
   * @throws IllegalArgumentException if an array has another length
   */
  public void add(float[] prediction, float[] truth) {
    MatteMetrics.requireLength("prediction", prediction.length, width, height);
    MatteMetrics.requireLength("truth", truth.length, width, height);
    float[] error = new float[truth.length];
    double sum = 0;
    double sumOfChanges = 0;
    double sumOfSquares = 0;
    for (int i = 0; i < error.length; i++) {
      error[i] = prediction[i] - truth[i];
      sum += Math.abs(error[i]);
      if (frames > 0) {
        // The change of the error is the error of the change.
        double change = (double) error[i] - previousError[i];
        sumOfChanges += Math.abs(change);
        sumOfSquares += change * change;
      }
    }
    absolute += sum / error.length;
    changes += sumOfChanges / error.length;
    roots += Math.sqrt(sumOfSquares / error.length);
    previousError = error;
    frames++;
  }

  /** Number of frames added. */
  public int frames() {
    return frames;
  }

  /** Mean absolute difference of alpha, 0..1; 0 without a frame. */
  public double mad() {
    return absolute / Math.max(1, frames);
  }

  /** See the class; 0..2, and 0 with fewer than two frames. */
  public double dtSsd() {
    return roots / Math.max(1, frames - 1);
  }

  /**
   * Mean absolute difference between the change of the predicted alpha and that of the true one,
   * over all pixels and successive frames: 0..2, and 0 with fewer than two frames. Beside {@link
   * #dtSsd} faint flicker of large areas counts for more.
   */
  public double flicker() {
    return changes / Math.max(1, frames - 1);
  }
}

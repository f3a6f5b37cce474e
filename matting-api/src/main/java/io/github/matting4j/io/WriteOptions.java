package io.github.matting4j.io;

/**
 * How a picture is written. The defaults suit photos and cut-outs; each step returns a new value.
 *
 * <p>Immutable and thread-safe.
 */
public final class WriteOptions {
  private static final WriteOptions DEFAULTS = new WriteOptions(false, 0.92f);

  private final boolean keepHiddenColour;
  private final float jpegQuality;

  private WriteOptions(boolean keepHiddenColour, float jpegQuality) {
    this.keepHiddenColour = keepHiddenColour;
    this.jpegQuality = jpegQuality;
  }

  /** Hidden colour dropped, JPEG quality 0.92. */
  public static WriteOptions defaults() {
    return DEFAULTS;
  }

  /**
   * Keeps the colour of PNG pixels whose alpha is 0. By default it becomes black, which nobody
   * sees, makes a cut-out far smaller and does not give away the background that was removed.
   */
  public WriteOptions keepHiddenColour() {
    return new WriteOptions(true, jpegQuality);
  }

  /**
   * The quality of a JPEG.
   *
   * @param value 0 (smallest) to 1 (best)
   * @throws IllegalArgumentException if it is outside 0..1
   */
  public WriteOptions jpegQuality(double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException("JPEG quality is " + value + "; it must be in 0..1");
    }
    return new WriteOptions(keepHiddenColour, (float) value);
  }

  boolean keepsHiddenColour() {
    return keepHiddenColour;
  }

  float jpegQuality() {
    return jpegQuality;
  }
}

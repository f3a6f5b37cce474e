package io.github.matting4j.io;

/**
 * How a picture is written. The defaults suit photos and cut-outs; each step returns a new value.
 *
 * <p>Immutable and thread-safe.
 */
public final class WriteOptions {
  /** What a PNG is squeezed with. Both are lossless. */
  public enum Compression {
    /** About the size of zlib's level 1, made for photos, several times faster than the JDK. */
    FAST,
    /** zlib's level 6: up to a tenth smaller (much more for flat drawings), many times slower. */
    SMALL
  }

  private static final WriteOptions DEFAULTS = new WriteOptions(Compression.FAST, false, 0.92f);

  private final Compression compression;
  private final boolean keepHiddenColour;
  private final float jpegQuality;

  private WriteOptions(Compression compression, boolean keepHiddenColour, float jpegQuality) {
    this.compression = compression;
    this.keepHiddenColour = keepHiddenColour;
    this.jpegQuality = jpegQuality;
  }

  /** {@link Compression#FAST}, hidden colour dropped, JPEG quality 0.92. */
  public static WriteOptions defaults() {
    return DEFAULTS;
  }

  /** How hard a PNG is compressed. */
  public WriteOptions compression(Compression value) {
    return new WriteOptions(value, keepHiddenColour, jpegQuality);
  }

  /**
   * Keeps the colour of PNG pixels whose alpha is 0. By default it becomes black, which nobody
   * sees, makes a cut-out far smaller and does not give away the background that was removed.
   */
  public WriteOptions keepHiddenColour() {
    return new WriteOptions(compression, true, jpegQuality);
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
    return new WriteOptions(compression, keepHiddenColour, (float) value);
  }

  Compression compression() {
    return compression;
  }

  boolean keepsHiddenColour() {
    return keepHiddenColour;
  }

  float jpegQuality() {
    return jpegQuality;
  }
}

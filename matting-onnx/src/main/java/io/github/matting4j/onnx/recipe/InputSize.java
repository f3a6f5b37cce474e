package io.github.matting4j.onnx.recipe;

import java.util.OptionalLong;

/**
 * How large a network sees a photo.
 *
 * <pre>{@code
 * InputSize.stretch(1024, 1024)
 * InputSize.shortSide(512).multipleOf(32).maxPixels(2_000_000)
 * }</pre>
 *
 * <p>Except for {@link Kind#STRETCH} the aspect ratio is kept, apart from rounding. Immutable and
 * thread-safe.
 *
 * @param kind which sides are given
 * @param width columns, or the side, in pixels; 0 if the kind has none
 * @param height rows, or the side, in pixels; 0 if the kind has none
 * @param multiple each side is reduced to a multiple of this many pixels, but not below it
 * @param maxPixels limit on the network's picture, in pixels, to which a scaled photo is reduced
 */
public record InputSize(Kind kind, int width, int height, int multiple, OptionalLong maxPixels) {
  /** The largest side, in pixels. */
  public static final int MAX_SIDE = 16_384;

  /** The limit on a scaled photo where none is stated: it bounds the memory of the network. */
  public static final long DEFAULT_MAX_PIXELS = 4_000_000;

  /** Which sides are given. */
  public enum Kind {
    /** The size that the graph declares: the photo is stretched to it. */
    GRAPH,
    /** Both sides, whatever the shape of the photo. */
    STRETCH,
    /** Both sides: the photo is scaled to fit, the rest, right and below, is padded. */
    FIT,
    /** The short side. */
    SHORT_SIDE,
    /** The long side. */
    LONG_SIDE,
    /** The short side, if it is longer. */
    SHORT_SIDE_AT_MOST,
    /** The long side, if it is longer. */
    LONG_SIDE_AT_MOST,
    /** None: the photo's own size. */
    OPEN;

    /** Whether every photo gets the same size. */
    public boolean isFixed() {
      return this == GRAPH || this == STRETCH || this == FIT;
    }
  }

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if a side is not of 1 to {@link #MAX_SIDE}, a fixed side is no
   *     multiple, the multiple is not of 1 to {@link #MAX_SIDE}, or the limit is below 1
   */
  public InputSize {
    boolean sized = kind != Kind.GRAPH && kind != Kind.OPEN;
    if (sized && (width < 1 || width > MAX_SIDE || height < 1 || height > MAX_SIDE)) {
      throw new IllegalArgumentException(
          "the size is " + width + "x" + height + "; sides must be 1 to " + MAX_SIDE);
    }
    if (multiple < 1 || multiple > MAX_SIDE) {
      throw new IllegalArgumentException(
          "sides are a multiple of " + multiple + "; it must be 1 to " + MAX_SIDE);
    }
    if (sized && (width % multiple != 0 || height % multiple != 0) && kind.isFixed()) {
      throw new IllegalArgumentException(
          "the size " + width + "x" + height + " is no multiple of " + multiple);
    }
    if (maxPixels.isPresent() && maxPixels.getAsLong() < 1) {
      throw new IllegalArgumentException(
          "the limit is " + maxPixels.getAsLong() + " pixels; it must be at least 1");
    }
  }

  private static InputSize of(Kind kind, int width, int height) {
    return new InputSize(kind, width, height, 1, OptionalLong.empty());
  }

  /** The size that the graph declares, stretched; a graph of open size is refused. */
  public static InputSize ofGraph() {
    return of(Kind.GRAPH, 0, 0);
  }

  /** Exactly this size, whatever the shape of the photo. */
  public static InputSize stretch(int width, int height) {
    return of(Kind.STRETCH, width, height);
  }

  /** Scaled to fit into this size, and padded right and below. */
  public static InputSize fit(int width, int height) {
    return of(Kind.FIT, width, height);
  }

  /** Scaled to this short side. */
  public static InputSize shortSide(int pixels) {
    return of(Kind.SHORT_SIDE, pixels, pixels);
  }

  /** Scaled to this long side. */
  public static InputSize longSide(int pixels) {
    return of(Kind.LONG_SIDE, pixels, pixels);
  }

  /** Reduced to this short side; smaller photos keep their size. */
  public static InputSize shortSideAtMost(int pixels) {
    return of(Kind.SHORT_SIDE_AT_MOST, pixels, pixels);
  }

  /** Reduced to this long side; smaller photos keep their size. */
  public static InputSize longSideAtMost(int pixels) {
    return of(Kind.LONG_SIDE_AT_MOST, pixels, pixels);
  }

  /** The photo's own size, within the limit of pixels. */
  public static InputSize open() {
    return of(Kind.OPEN, 0, 0);
  }

  /** This with each side reduced to a multiple, but not below it. */
  public InputSize multipleOf(int pixels) {
    return new InputSize(kind, width, height, pixels, maxPixels);
  }

  /**
   * This with a limit on the network's picture, to which a scaled photo is reduced; a fixed size
   * above it is refused when the network is opened.
   */
  public InputSize maxPixels(long pixels) {
    return new InputSize(kind, width, height, multiple, OptionalLong.of(pixels));
  }

  /** Equal for equal sizes, in every version of Java. */
  @Override
  public String toString() {
    String sides =
        switch (kind) {
          case GRAPH -> "of the graph";
          case STRETCH -> "stretch " + width + "x" + height;
          case FIT -> "fit " + width + "x" + height;
          case SHORT_SIDE -> "short side " + width;
          case LONG_SIDE -> "long side " + width;
          case SHORT_SIDE_AT_MOST -> "short side at most " + width;
          case LONG_SIDE_AT_MOST -> "long side at most " + width;
          case OPEN -> "open";
        };
    return sides
        + (multiple > 1 ? ", multiple of " + multiple : "")
        + (maxPixels.isPresent() ? ", at most " + maxPixels.getAsLong() + " pixels" : "");
  }
}

package io.github.matting4j.onnx;

import io.github.matting4j.model.figures.SizeRule;
import java.util.List;

/**
 * One size-changing transform of PaddleSeg's matting code, as sizes only. {@link Object#toString}
 * is a canonical text: equal for equal steps, in every version of Java.
 *
 * <p>Immutable and thread-safe.
 */
public sealed interface SizeTransform {
  /** The largest side that a step may ask for, in pixels. */
  int MAX_SIDE = 16_384;

  /**
   * The picture after this step.
   *
   * @param width columns before it
   * @param height rows before it
   * @param cut factor on the scale that the step chooses, above 0 and at most 1
   */
  InputGeometry.Step step(int width, int height, double cut);

  /** Whether the step chooses a scale, which {@code cut} then reduces. */
  default boolean isScaling() {
    return true;
  }

  /** The step that a model's size rule describes; its limit on pixels is not part of it. */
  static SizeTransform of(SizeRule rule) {
    return switch (rule.kind()) {
      case SHORT_AT_MOST -> LimitShort.atMost(rule.side());
      case SHORT_EXACTLY -> new ResizeByShort(rule.side());
      case SQUARE -> new Resize(rule.side(), rule.side());
    };
  }

  /**
   * Resizes to exactly this size, regardless of the photo's aspect ratio.
   *
   * @param width columns, 1 to {@link #MAX_SIDE}
   * @param height rows, 1 to {@link #MAX_SIDE}
   */
  record Resize(int width, int height) implements SizeTransform {
    /** Checks the sides. */
    public Resize {
      requireSide(width);
      requireSide(height);
    }

    @Override
    public InputGeometry.Step step(int sourceWidth, int sourceHeight, double cut) {
      return scaled(width, height, cut);
    }

    @Override
    public String toString() {
      return "Resize(" + width + "x" + height + ")";
    }
  }

  /**
   * Scales so that the short side has this length.
   *
   * @param side pixels, 1 to {@link #MAX_SIDE}
   */
  record ResizeByShort(int side) implements SizeTransform {
    /** Checks the side. */
    public ResizeByShort {
      requireSide(side);
    }

    @Override
    public InputGeometry.Step step(int width, int height, double cut) {
      return scaled(width, height, (double) side / Math.min(width, height) * cut);
    }

    @Override
    public String toString() {
      return "ResizeByShort(" + side + ")";
    }
  }

  /**
   * Scales so that the long side has this length.
   *
   * @param side pixels, 1 to {@link #MAX_SIDE}
   */
  record ResizeByLong(int side) implements SizeTransform {
    /** Checks the side. */
    public ResizeByLong {
      requireSide(side);
    }

    @Override
    public InputGeometry.Step step(int width, int height, double cut) {
      return scaled(width, height, (double) side / Math.max(width, height) * cut);
    }

    @Override
    public String toString() {
      return "ResizeByLong(" + side + ")";
    }
  }

  /**
   * Scales so that the short side lies between two lengths; photos between them stay as they are.
   *
   * @param min pixels, 1 for no lower limit
   * @param max pixels, {@link #MAX_SIDE} for no upper limit
   */
  record LimitShort(int min, int max) implements SizeTransform {
    /** Checks the limits. */
    public LimitShort {
      requireOrder(min, max);
    }

    /** With an upper limit only. */
    public static LimitShort atMost(int max) {
      return new LimitShort(1, max);
    }

    @Override
    public InputGeometry.Step step(int width, int height, double cut) {
      return limited(width, height, Math.min(width, height), min, max, cut);
    }

    @Override
    public String toString() {
      return "LimitShort(" + min + ".." + max + ")";
    }
  }

  /**
   * Scales so that the long side lies between two lengths; photos between them stay as they are.
   *
   * @param min pixels, 1 for no lower limit
   * @param max pixels, {@link #MAX_SIDE} for no upper limit
   */
  record LimitLong(int min, int max) implements SizeTransform {
    /** Checks the limits. */
    public LimitLong {
      requireOrder(min, max);
    }

    @Override
    public InputGeometry.Step step(int width, int height, double cut) {
      return limited(width, height, Math.max(width, height), min, max, cut);
    }

    @Override
    public String toString() {
      return "LimitLong(" + min + ".." + max + ")";
    }
  }

  /**
   * Reduces each side to a multiple by a resize. No side falls below a minimum, where PaddleSeg
   * fails.
   *
   * @param multiple at least 1
   * @param minimumSide a positive multiple of {@code multiple}
   */
  record ResizeToIntMult(int multiple, int minimumSide) implements SizeTransform {
    /** Checks the numbers against each other. */
    public ResizeToIntMult {
      if (multiple < 1 || minimumSide < multiple || minimumSide % multiple != 0) {
        throw new IllegalArgumentException(
            "minimum side is " + minimumSide + "; it must be a positive multiple of " + multiple);
      }
    }

    @Override
    public InputGeometry.Step step(int width, int height, double cut) {
      return new InputGeometry.Resize(floor(width), floor(height));
    }

    private int floor(int side) {
      return Math.max(side - side % multiple, minimumSide);
    }

    @Override
    public boolean isScaling() {
      return false;
    }

    @Override
    public String toString() {
      return "ResizeToIntMult(" + multiple + ", at least " + minimumSide + ")";
    }
  }

  /**
   * Pads right and below to a size; sides that are longer already are kept.
   *
   * @param width columns, 1 to {@link #MAX_SIDE}
   * @param height rows, 1 to {@link #MAX_SIDE}
   * @param rgb colour of the padding, {@code 0xRRGGBB}
   */
  record Padding(int width, int height, int rgb) implements SizeTransform {
    /** Checks the sides. */
    public Padding {
      requireSide(width);
      requireSide(height);
    }

    @Override
    public InputGeometry.Step step(int sourceWidth, int sourceHeight, double cut) {
      return new InputGeometry.Pad(
          Math.max(width, sourceWidth), Math.max(height, sourceHeight), rgb);
    }

    @Override
    public boolean isScaling() {
      return false;
    }

    @Override
    public String toString() {
      return "Padding(" + width + "x" + height + ", " + Integer.toHexString(rgb) + ")";
    }
  }

  private static void requireSide(int side) {
    if (side < 1 || side > MAX_SIDE) {
      throw new IllegalArgumentException("side is " + side + "; it must be 1 to " + MAX_SIDE);
    }
  }

  private static void requireOrder(int min, int max) {
    requireSide(min);
    requireSide(max);
    if (min > max) {
      throw new IllegalArgumentException("the limits are " + min + " to " + max + "; swap them");
    }
  }

  private static InputGeometry.Step limited(
      int width, int height, int side, int min, int max, double cut) {
    int target = Math.max(min, Math.min(side, max));
    double scale = target == side ? 1 : (double) target / side;
    return scaled(width, height, scale * cut);
  }

  private static InputGeometry.Step scaled(int width, int height, double scale) {
    return new InputGeometry.Resize(scaledSide(width, scale), scaledSide(height, scale));
  }

  /** Rounded half to even, as Python does; at least 1. */
  static int scaledSide(int side, double scale) {
    return (int) Math.max(1, Math.min(Math.rint(side * scale), Integer.MAX_VALUE / 2.0));
  }

  /** The geometry that these transforms give. */
  static InputGeometry geometry(List<SizeTransform> transforms, int width, int height) {
    InputGeometry geometry = InputGeometry.of(width, height);
    for (SizeTransform transform : transforms) {
      geometry =
          geometry.then(transform.step(geometry.networkWidth(), geometry.networkHeight(), 1));
    }
    return geometry;
  }
}

package io.github.matting4j.onnx;

import java.util.List;
import java.util.stream.Stream;

/**
 * How a photo becomes a network's input, as sizes only: resizes of 8-bit pixels and paddings, one
 * after the other. The inverse is the same list from its end: a resize is undone by a resize of
 * floats, a padding by a crop.
 *
 * @param sourceWidth columns of the photo
 * @param sourceHeight rows of the photo
 * @param steps in order; a resize to the same size changes nothing
 */
public record InputGeometry(int sourceWidth, int sourceHeight, List<Step> steps) {

  /** One step, named by the size of its result. */
  public sealed interface Step {
    /** Columns of the result. */
    int width();

    /** Rows of the result. */
    int height();
  }

  /**
   * A bilinear resize.
   *
   * @param width columns of the result
   * @param height rows of the result
   */
  public record Resize(int width, int height) implements Step {}

  /**
   * Padding right and below.
   *
   * @param width columns of the result
   * @param height rows of the result
   * @param rgb the colour that fills, {@code 0xRRGGBB}; {@link #ZERO} for zeros in the tensor
   */
  public record Pad(int width, int height, int rgb) implements Step {
    /** Instead of a colour: the tensor is filled with 0. Only for the last step. */
    public static final int ZERO = -1;
  }

  /** Copies the steps. */
  public InputGeometry {
    steps = List.copyOf(steps);
  }

  /** No step: the photo is the input. */
  public static InputGeometry of(int width, int height) {
    return new InputGeometry(width, height, List.of());
  }

  /** This, and one more step. */
  public InputGeometry then(Step step) {
    return new InputGeometry(
        sourceWidth, sourceHeight, Stream.concat(steps.stream(), Stream.of(step)).toList());
  }

  /** This without padding at the end: the part of the network's output that the inverse uses. */
  InputGeometry withoutLastPadding() {
    int last = steps.size() - 1;
    return last >= 0 && steps.get(last) instanceof Pad
        ? new InputGeometry(sourceWidth, sourceHeight, steps.subList(0, last))
        : this;
  }

  /** Columns after the first step. */
  public int intermediateWidth() {
    return steps.isEmpty() ? sourceWidth : steps.get(0).width();
  }

  /** Rows after the first step. */
  public int intermediateHeight() {
    return steps.isEmpty() ? sourceHeight : steps.get(0).height();
  }

  /** Columns of the tensor. */
  public int networkWidth() {
    return steps.isEmpty() ? sourceWidth : steps.get(steps.size() - 1).width();
  }

  /** Rows of the tensor. */
  public int networkHeight() {
    return steps.isEmpty() ? sourceHeight : steps.get(steps.size() - 1).height();
  }

  /** Columns of the tensor that show the photo. */
  public int resizedWidth() {
    int before = sourceWidth;
    int photo = sourceWidth;
    for (Step step : steps) {
      photo = shown(photo, before, step, step.width());
      before = step.width();
    }
    return photo;
  }

  /** Rows of the tensor that show the photo. */
  public int resizedHeight() {
    int before = sourceHeight;
    int photo = sourceHeight;
    for (Step step : steps) {
      photo = shown(photo, before, step, step.height());
      before = step.height();
    }
    return photo;
  }

  private static int shown(int photo, int before, Step step, int after) {
    return step instanceof Pad
        ? photo
        : (int) Math.max(1, Math.rint((double) photo * after / before));
  }

  /** Whether the input contains padding. */
  public boolean isPadded() {
    return resizedWidth() < networkWidth() || resizedHeight() < networkHeight();
  }
}

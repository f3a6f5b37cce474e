package io.github.matting4j.onnx.size;

import io.github.matting4j.onnx.recipe.InputSize;
import java.util.List;
import java.util.OptionalInt;

/**
 * The size of a recipe: one resize, and one padding where the photo is fitted into a size.
 *
 * @param size with both sides if it is fixed, never of the graph
 * @param padding colour, {@code 0xRRGGBB}; empty for zeros in the tensor
 * @param maxPixels limit on a picture whose size is not fixed
 */
public record RecipeSize(InputSize size, OptionalInt padding, long maxPixels)
    implements SizePolicy {

  /**
   * Checks the limit.
   *
   * @throws IllegalArgumentException if the smallest picture, or the fixed one, is above the limit
   */
  public RecipeSize {
    if (size.kind() == InputSize.Kind.GRAPH) {
      throw new IllegalArgumentException("the graph's size is open; state a size in the recipe");
    }
    long smallest =
        size.kind().isFixed()
            ? (long) size.width() * size.height()
            : (long) size.multiple() * size.multiple();
    if (maxPixels < smallest) {
      throw new IllegalArgumentException(
          "the limit of "
              + maxPixels
              + " network pixels is below the network's "
              + (size.kind().isFixed() ? "size" : "smallest input")
              + " of "
              + smallest);
    }
  }

  @Override
  public InputGeometry fit(int width, int height) {
    InputGeometry photo = InputGeometry.of(width, height);
    return switch (size.kind()) {
      case STRETCH -> photo.then(new InputGeometry.Resize(size.width(), size.height()));
      case FIT -> {
        double scale = Math.min((double) size.width() / width, (double) size.height() / height);
        yield photo
            .then(
                new InputGeometry.Resize(
                    Math.min(size.width(), SizeTransform.scaledSide(width, scale)),
                    Math.min(size.height(), SizeTransform.scaledSide(height, scale))))
            .then(
                new InputGeometry.Pad(
                    size.width(), size.height(), padding.orElse(InputGeometry.Pad.ZERO)));
      }
      default -> {
        double scale = scale(width, height);
        InputGeometry.Resize wanted = scaled(width, height, scale);
        yield photo.then(
            pixels(wanted) <= maxPixels ? wanted : capped(width, height, scale, wanted));
      }
    };
  }

  private double scale(int width, int height) {
    int side = size.width();
    return switch (size.kind()) {
      case SHORT_SIDE -> (double) side / Math.min(width, height);
      case LONG_SIDE -> (double) side / Math.max(width, height);
      case SHORT_SIDE_AT_MOST -> Math.min(1, (double) side / Math.min(width, height));
      case LONG_SIDE_AT_MOST -> Math.min(1, (double) side / Math.max(width, height));
      default -> 1;
    };
  }

  private InputGeometry.Resize scaled(int width, int height, double scale) {
    return new InputGeometry.Resize(
        toMultiple(SizeTransform.scaledSide(width, scale)),
        toMultiple(SizeTransform.scaledSide(height, scale)));
  }

  private int toMultiple(int side) {
    return Math.max(side - side % size.multiple(), size.multiple());
  }

  private static long pixels(InputGeometry.Step step) {
    return (long) step.width() * step.height();
  }

  /** Reduced to the limit; a side at its minimum does not shrink, so the other one does. */
  private InputGeometry.Resize capped(
      int width, int height, double scale, InputGeometry.Resize wanted) {
    InputGeometry.Resize cut =
        scaled(width, height, scale * Math.sqrt((double) maxPixels / pixels(wanted)));
    int w = Math.min(cut.width(), toMultiple(limit(cut.height())));
    return new InputGeometry.Resize(w, Math.min(cut.height(), toMultiple(limit(w))));
  }

  private int limit(int otherSide) {
    return (int) Math.max(1, Math.min(maxPixels / otherSide, Integer.MAX_VALUE));
  }

  @Override
  public List<String> warnings(InputGeometry geometry) {
    if (size.kind().isFixed()) {
      return List.of();
    }
    InputGeometry.Resize wanted =
        scaled(
            geometry.sourceWidth(),
            geometry.sourceHeight(),
            scale(geometry.sourceWidth(), geometry.sourceHeight()));
    return pixels(wanted) > maxPixels
        ? List.of(
            "the network saw "
                + geometry.networkWidth()
                + "x"
                + geometry.networkHeight()
                + " pixels; its recipe asks for "
                + wanted.width()
                + "x"
                + wanted.height()
                + ", which is above the limit of "
                + maxPixels
                + " pixels that bounds its memory")
        : List.of();
  }

  @Override
  public String canonicalText() {
    return "size " + size + ", at most " + maxPixels + " pixels";
  }
}

package io.github.matting4j.onnx.size;

import java.util.List;

/**
 * For networks that take any size: the transforms of a recipe one after the other, as PaddleSeg
 * executes them.
 *
 * <p>Unlike in PaddleSeg, an input of more pixels than a limit is shrunk to it: the last transform
 * that chooses a scale uses a smaller one.
 *
 * @param transforms in order
 * @param maxPixels the limit, in pixels of the network's input
 */
public record DynamicSize(List<SizeTransform> transforms, long maxPixels) implements SizePolicy {

  /** Checks the limit against the smallest input that the transforms can give. */
  public DynamicSize {
    transforms = List.copyOf(transforms);
    InputGeometry smallest = SizeTransform.geometry(afterScaling(transforms), 1, 1);
    if (maxPixels < pixels(smallest)) {
      throw new IllegalArgumentException(
          "the limit of "
              + maxPixels
              + " network pixels is below the network's smallest input of "
              + smallest.networkWidth()
              + "x"
              + smallest.networkHeight());
    }
  }

  /** From the last transform that chooses a scale on, that one left out. */
  private static List<SizeTransform> afterScaling(List<SizeTransform> transforms) {
    return transforms.subList(lastScaling(transforms) + 1, transforms.size());
  }

  private static int lastScaling(List<SizeTransform> transforms) {
    int last = transforms.size() - 1;
    while (last >= 0 && !transforms.get(last).isScaling()) {
      last--;
    }
    return last;
  }

  private static long pixels(InputGeometry g) {
    return (long) g.networkWidth() * g.networkHeight();
  }

  @Override
  public InputGeometry fit(int width, int height) {
    InputGeometry literal = SizeTransform.geometry(transforms, width, height);
    return pixels(literal) <= maxPixels ? literal : capped(literal);
  }

  /** The last scale made smaller; without one, the photo is scaled first. */
  private InputGeometry capped(InputGeometry literal) {
    int scaling = lastScaling(transforms);
    InputGeometry start =
        new InputGeometry(
            literal.sourceWidth(),
            literal.sourceHeight(),
            literal.steps().subList(0, Math.max(0, scaling)));
    SizeTransform last =
        scaling < 0
            ? new SizeTransform.LimitShort(1, SizeTransform.MAX_SIDE)
            : transforms.get(scaling);
    double cut = Math.sqrt((double) maxPixels / pixels(literal));
    InputGeometry.Step chosen = last.step(start.networkWidth(), start.networkHeight(), cut);
    // Sides at their minimum do not shrink, so the other one takes the rest of the cut.
    int h = chosen.height();
    int w = Math.min(chosen.width(), most(finished(start, 1, h).networkHeight()));
    h = Math.min(h, most(finished(start, w, 1).networkWidth()));
    return finished(start, w, h);
  }

  private int most(int otherSide) {
    return (int) Math.max(1, Math.min(maxPixels / otherSide, Integer.MAX_VALUE));
  }

  private InputGeometry finished(InputGeometry start, int width, int height) {
    InputGeometry geometry = start.then(new InputGeometry.Resize(width, height));
    for (SizeTransform transform : afterScaling(transforms)) {
      geometry =
          geometry.then(transform.step(geometry.networkWidth(), geometry.networkHeight(), 1));
    }
    return geometry;
  }

  @Override
  public List<String> warnings(InputGeometry g) {
    InputGeometry literal = SizeTransform.geometry(transforms, g.sourceWidth(), g.sourceHeight());
    return pixels(literal) > maxPixels
        ? List.of(
            "the network saw "
                + g.networkWidth()
                + "x"
                + g.networkHeight()
                + " pixels; its published recipe asks for "
                + literal.networkWidth()
                + "x"
                + literal.networkHeight()
                + ", which is above the limit of "
                + maxPixels
                + " pixels that bounds its memory")
        : List.of();
  }

  @Override
  public String canonicalText() {
    return "transforms " + transforms + ", at most " + maxPixels + " pixels";
  }
}

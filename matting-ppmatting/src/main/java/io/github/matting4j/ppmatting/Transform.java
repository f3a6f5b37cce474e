package io.github.matting4j.ppmatting;

import io.github.matting4j.onnx.size.SizeTransform;
import java.util.List;

/** One entry of {@code transforms} in a deploy.yaml, as a value. */
sealed interface Transform {
  /** What PaddleSeg calls it. */
  String name();

  /**
   * Reads the photo.
   *
   * @param toRgb whether its channels come as red, green, blue; else as blue, green, red
   */
  record LoadImages(boolean toRgb) implements Transform {
    @Override
    public String name() {
      return "LoadImages";
    }
  }

  /**
   * Changes the size.
   *
   * @param step how
   */
  record Sizing(SizeTransform step) implements Transform {
    @Override
    public String name() {
      return step.getClass().getSimpleName();
    }
  }

  /**
   * Makes {@code (v / 255 − mean) / std} of the values of 0..255.
   *
   * @param mean of the first, second and third channel, of values of 0..1
   * @param std of the first, second and third channel, each above 0
   */
  record Normalize(List<Double> mean, List<Double> std) implements Transform {
    private static final List<Double> HALF = List.of(0.5, 0.5, 0.5);

    /** As PaddleSeg does without arguments: 0..255 becomes −1..1. */
    static final Normalize STANDARD = new Normalize(HALF, HALF);

    /** Copies the lists. */
    public Normalize {
      mean = List.copyOf(mean);
      std = List.copyOf(std);
    }

    @Override
    public String name() {
      return "Normalize";
    }
  }
}

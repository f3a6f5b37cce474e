package io.github.matting4j.ppmatting;

import io.github.matting4j.model.ModelDescriptor;
import io.github.matting4j.onnx.InputGeometry;
import io.github.matting4j.onnx.TensorSpec;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/** Opens PPMatting's size rules, which are hidden, to the test that compares them. */
public final class BackendSizes {
  private BackendSizes() {}

  /** Every variant. */
  public static List<ModelDescriptor> models() {
    return Arrays.stream(PpMattingVariant.values()).map(PpMattingVariant::descriptor).toList();
  }

  /** What a graph of free size really sees. */
  public static InputGeometry fit(String id, int width, int height) {
    PpMattingVariant variant = PpMattingVariant.of(id);
    return new GraphShape(TensorSpec.ANY, TensorSpec.ANY)
        .sizePolicy(variant, Recipe.of(variant), OptionalLong.empty())
        .fit(width, height);
  }
}

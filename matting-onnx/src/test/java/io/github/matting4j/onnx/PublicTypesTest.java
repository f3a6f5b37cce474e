package io.github.matting4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.testing.ModuleStructure;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What backends on ONNX Runtime build upon; the rest is hidden. */
class PublicTypesTest {
  @Test
  void onlyTheseArePublic() {
    assertThat(ModuleStructure.of(OnnxSession.class).publicTypes())
        .containsExactlyElementsOf(
            Stream.of(
                    "onnx.OnnxMattingModel",
                    "onnx.OnnxNetwork",
                    "onnx.OnnxNetwork$Builder",
                    "onnx.OnnxProvider",
                    "onnx.OnnxSession",
                    "onnx.Quantiser",
                    "onnx.TensorBuffer",
                    "onnx.TensorSpec",
                    "onnx.TensorSpec$ElementType",
                    "onnx.cache.GraphCache", // public between our packages, hidden by name
                    "onnx.cache.GraphCache$Draft",
                    "onnx.cache.GraphCache$Kept",
                    "onnx.cache.GraphCache$Place",
                    "onnx.cpu.Processor",
                    "onnx.recipe.Activation",
                    "onnx.recipe.AlphaOutput",
                    "onnx.recipe.ChannelOrder",
                    "onnx.recipe.ExtraInput",
                    "onnx.recipe.ExtraInput$Kind",
                    "onnx.recipe.InputSize",
                    "onnx.recipe.InputSize$Kind",
                    "onnx.recipe.NetworkRecipe",
                    "onnx.recipe.NetworkRecipe$Builder",
                    "onnx.recipe.RecipeWords",
                    "onnx.recipe.RecurrentState",
                    "onnx.recipe.TensorLayout",
                    "onnx.recipe.ValueRange",
                    "onnx.size.DynamicSize",
                    "onnx.size.ExactSize",
                    "onnx.size.FixedSize",
                    "onnx.size.InputGeometry",
                    "onnx.size.InputGeometry$Pad",
                    "onnx.size.InputGeometry$Resize",
                    "onnx.size.InputGeometry$Step",
                    "onnx.size.RecipeSize",
                    "onnx.size.SizePolicy",
                    "onnx.size.SizeTransform",
                    "onnx.size.SizeTransform$LimitLong",
                    "onnx.size.SizeTransform$LimitShort",
                    "onnx.size.SizeTransform$Padding",
                    "onnx.size.SizeTransform$Resize",
                    "onnx.size.SizeTransform$ResizeByLong",
                    "onnx.size.SizeTransform$ResizeByShort",
                    "onnx.size.SizeTransform$ResizeToIntMult")
                .map(name -> "io.github.matting4j." + name)
                .toList());
  }
}

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
                    "onnx.DynamicSize",
                    "onnx.ExactSize",
                    "onnx.FixedSize",
                    "onnx.InputGeometry",
                    "onnx.InputGeometry$Pad",
                    "onnx.InputGeometry$Resize",
                    "onnx.InputGeometry$Step",
                    "onnx.OnnxMattingModel",
                    "onnx.OnnxProvider",
                    "onnx.OnnxRecipe",
                    "onnx.OnnxSession",
                    "onnx.Quantiser",
                    "onnx.SizePolicy",
                    "onnx.SizeTransform",
                    "onnx.SizeTransform$LimitLong",
                    "onnx.SizeTransform$LimitShort",
                    "onnx.SizeTransform$Padding",
                    "onnx.SizeTransform$Resize",
                    "onnx.SizeTransform$ResizeByLong",
                    "onnx.SizeTransform$ResizeByShort",
                    "onnx.SizeTransform$ResizeToIntMult",
                    "onnx.TensorBuffer",
                    "onnx.TensorSpec",
                    "onnx.TensorSpec$ElementType",
                    "onnx.cache.GraphCache", // public between our packages, hidden by name
                    "onnx.cache.GraphCache$Draft",
                    "onnx.cache.GraphCache$Kept",
                    "onnx.cache.GraphCache$Place",
                    "onnx.cpu.Processor")
                .map(name -> "io.github.matting4j." + name)
                .toList());
  }
}

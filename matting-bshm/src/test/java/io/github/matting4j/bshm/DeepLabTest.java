package io.github.matting4j.bshm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.matting4j.model.InferenceException;
import io.github.matting4j.model.ModelLoadException;
import io.github.matting4j.model.OpenOptions;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tensorflow.DataType;
import org.tensorflow.Tensor;
import org.tensorflow.types.UInt8;

/** A real TensorFlow 1 graph that is not BSHM: refused as BSHM, run by its own names. */
class DeepLabTest {
  private static final Path FILE =
      Path.of("..", "..", "shared", "data", "models", "deeplab-person-tf1-frozen.pb");

  @BeforeEach
  void theGraphIsHere() {
    assumeTrue(Files.exists(FILE), FILE + " is not here: shared test data are not installed");
  }

  @Test
  void isRefusedWithWhatItHasAndWhatIsNeeded() {
    assertThatThrownBy(() -> TwinFiles.open(FILE, TwinFiles.settings()))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("is a TensorFlow graph, but not one of BSHM")
        .hasMessageContaining("ImageTensor (Placeholder, uint8)")
        .hasMessageContaining("SemanticPredictions")
        .hasMessageContaining("needed are a placeholder input_image (float)")
        .hasMessageContaining("output_alpha or output_png");
  }

  @Test
  void isImportedRunAndClosed() throws Exception {
    TensorFlowLibrary.load(TwinFiles.NATIVES);
    byte[] definition = Files.readAllBytes(FILE);
    FrozenGraph graph =
        FrozenGraph.open("deeplab", definition, SessionConfig.of(OpenOptions.forLatency()));
    try (graph) {
      assertThat(graph.output("ImageTensor").orElseThrow().dataType()).isEqualTo(DataType.UINT8);
      assertThat(graph.output("no such node")).isEmpty();
      long[] shape = {1, 120, 160, 3};
      byte[] grey = new byte[120 * 160 * 3];
      Arrays.fill(grey, (byte) 128);
      try (Tensor<UInt8> photo = Tensor.create(UInt8.class, shape, ByteBuffer.wrap(grey))) {
        long[] found =
            graph.run(
                "ImageTensor",
                photo,
                List.of("SemanticPredictions"),
                results -> results.get(0).shape());
        assertThat(found).containsExactly(1, 120, 160);
      }
      try (Tensor<Float> wrong =
          Tensor.create(new long[] {1, 2, 2, 3}, FloatBuffer.wrap(new float[12]))) {
        assertThatThrownBy(
                () -> graph.run("ImageTensor", wrong, List.of("SemanticPredictions"), r -> r))
            .isInstanceOf(InferenceException.class)
            .hasMessageContaining("uint8");
      }
    }
    graph.close();
  }
}

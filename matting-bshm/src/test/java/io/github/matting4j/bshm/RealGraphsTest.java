package io.github.matting4j.bshm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.matting4j.bshm.GraphPair.Result;
import io.github.matting4j.testdata.tensorflow.WrittenGraphs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Frozen graphs that others' tools wrote, converted and compared with TensorFlow 1.15. */
class RealGraphsTest {
  private static final Path DEEPLAB =
      Path.of("..", "..", "shared", "data", "models", "deeplab-person-tf1-frozen.pb");
  private static final String FOLDER = "matting.tensorflow.graphs";

  private static void compare(GraphPair graph, double limit, boolean bytes, long... shape)
      throws Exception {
    float[] values = GraphPair.noise(bytes, 3, shape);
    Result onnx = graph.onOnnxRuntime(values, shape);
    assertThat(onnx.values()).isNotEmpty();
    Optional<String> reason = GraphPair.noTensorFlow();
    assumeTrue(reason.isEmpty(), reason::toString);
    double distance = onnx.distance(graph.onTensorFlow(values, shape));
    assertThat(distance).isLessThan(limit);
  }

  /** MobileNetV2 with SpaceToBatchND, depthwise, resizes of three kinds, an open photo size. */
  @Test
  void deepLab() throws Exception {
    assumeTrue(Files.exists(DEEPLAB), DEEPLAB + " is not here: shared test data are not installed");
    byte[] file = Files.readAllBytes(DEEPLAB);
    compare(
        new GraphPair(file, "ImageTensor", "SemanticProbabilities"), 1e-4, true, 1, 120, 160, 3);
  }

  @Test
  void unet() throws Exception {
    GraphPair graph = new GraphPair(WrittenGraphs.unet(), "image", "result");
    compare(graph, 1e-4, false, 1, 64, 64, 3);
    compare(graph, 1e-4, false, 2, 71, 54, 3);
  }

  /** Written by scripts/reference/tf1_frozen_graphs.py. */
  @TestFactory
  Stream<DynamicTest> architectures() throws IOException {
    String folder = System.getProperty(FOLDER, "");
    assumeTrue(!folder.isEmpty(), "name a folder of graphs: -D" + FOLDER + "=FOLDER");
    List<Path> files;
    try (Stream<Path> all = Files.list(Path.of(folder))) {
      files = all.filter(file -> file.toString().endsWith(".pb")).sorted().toList();
    }
    return files.stream()
        .map(
            file ->
                DynamicTest.dynamicTest(
                    file.getFileName().toString(),
                    () -> {
                      byte[] bytes = Files.readAllBytes(file);
                      GraphPair graph = new GraphPair(bytes, "image", "result");
                      compare(graph, 1e-4, false, 1, 128, 128, 3);
                      if (!file.toString().contains("mobilenet-v1")) {
                        compare(graph, 1e-4, false, 2, 131, 97, 3);
                      }
                    }));
  }
}

package io.github.matting4j.networks.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.matting4j.graph.TensorInfo;
import io.github.matting4j.model.ModelLoadException;
import io.github.matting4j.networks.inspect.GraphInspection.PictureOrder;
import io.github.matting4j.networks.inspect.GraphInspection.StatePair;
import io.github.matting4j.runtime.ModelFile;
import io.github.matting4j.testdata.onnx.Attribute;
import io.github.matting4j.testdata.onnx.Dim;
import io.github.matting4j.testdata.onnx.ElementType;
import io.github.matting4j.testdata.onnx.GraphBuilder;
import io.github.matting4j.testdata.onnx.TinyGraphs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GraphInspectionTest {
  private static final Dim ONE = Dim.of(1);

  @TempDir Path folder;

  private Path file() {
    return folder.resolve("net.onnx");
  }

  @Test
  void whatTheFileDeclaresIsRead() throws Exception {
    TinyGraphs.fixed(64, 48).named("img", "tmp_75").twoOutputs().write(file());
    GraphInspection graph = GraphInspection.of(file());
    assertThat(graph.inputs()).hasToString("[img: float[1,3,48,64]]");
    assertThat(graph.outputs())
        .hasToString("[tmp_75: float[1,1,48,64], foreground: float[1,3,48,64]]");
    assertThat(graph.sha256()).isEqualTo(ModelFile.sha256(Files.readAllBytes(file())));
    assertThat(graph.bytes()).isEqualTo(Files.size(file()));
    assertThat(graph.producer()).isEqualTo("matting4j-testdata");
    assertThat(graph.operatorSet()).isPositive();
    assertThat(graph.hasExternalData()).isFalse();
    assertThat(graph.isHalfPrecision()).isFalse();
    assertThat(graph.pictures()).containsExactly(graph.inputs().get(0));
    assertThat(GraphInspection.width(graph.inputs().get(0))).isEqualTo(64);
    assertThat(GraphInspection.height(graph.inputs().get(0))).isEqualTo(48);
  }

  @Test
  void halfPrecisionPixelsAndTheLastOperatorBehindACast() throws Exception {
    GraphBuilder graph = new GraphBuilder("half");
    graph.input("x", ElementType.FLOAT16, ONE, Dim.of(48), Dim.of(64), Dim.of(3));
    String floats = graph.node("Cast", List.of("x"), Attribute.of("to", 1));
    String sigmoid = graph.node("Sigmoid", List.of(floats));
    graph.rename(graph.node("Cast", List.of(sigmoid), Attribute.of("to", 10)), "y");
    graph.output("y", ElementType.FLOAT16, ONE, Dim.of(48), Dim.of(64), Dim.of(3));
    graph.build().write(file());
    GraphInspection inspection = GraphInspection.of(file());
    assertThat(inspection.isHalfPrecision()).isTrue();
    TensorInfo picture = inspection.inputs().get(0);
    assertThat(GraphInspection.order(picture)).contains(PictureOrder.PIXELS);
    assertThat(GraphInspection.width(picture)).isEqualTo(64);
    assertThat(GraphInspection.height(picture)).isEqualTo(48);
    assertThat(inspection.lastOperators()).containsEntry("y", "Sigmoid");
  }

  @ParameterizedTest
  @CsvSource({
    "r1i, r1o",
    "h_in, h_out",
    "in_state, out_state",
    "past_key, present_key",
    "prev_h, next_h",
    "h, h_out",
    "memory, memory_next"
  })
  void statesArePairedByTheirNames(String input, String output) throws IOException {
    GraphBuilder graph = new GraphBuilder("recurrent");
    graph.input("src", ElementType.FLOAT, ONE, Dim.of(3), Dim.of(8), Dim.of(8));
    graph.input(input, ElementType.FLOAT, ONE, ONE, Dim.of(8), Dim.of(8));
    graph.rename(graph.node("Identity", List.of(input)), output);
    graph.output(output, ElementType.FLOAT, ONE, ONE, Dim.of(8), Dim.of(8));
    graph.rename(graph.node("Identity", List.of("src")), "fgr");
    graph.output("fgr", ElementType.FLOAT, ONE, Dim.of(3), Dim.of(8), Dim.of(8));
    graph.build().write(file());
    GraphInspection inspection = GraphInspection.of(file());
    assertThat(inspection.states())
        .containsExactly(new StatePair(inspection.inputs().get(1), inspection.outputs().get(0)));
  }

  @Test
  void sizesThatAreOpenAreSaidToBe() throws Exception {
    TinyGraphs.dynamic().identityAlpha().write(file());
    TensorInfo picture = GraphInspection.of(file()).inputs().get(0);
    assertThat(picture).hasToString("img: float[?,3,?,?]");
    assertThat(GraphInspection.width(picture)).isEqualTo(TensorInfo.OPEN);
    assertThat(new TensorInfo("x", 1, Optional.empty())).hasToString("x: float[...]");
  }

  @Test
  void whatIsNoCompleteModelIsRefused() throws Exception {
    TinyGraphs.fixed(64, 48).identityAlpha().write(file());
    byte[] whole = Files.readAllBytes(file());
    for (int length : new int[] {1, whole.length / 2, whole.length - 1}) {
      Files.write(file(), Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> GraphInspection.of(file()))
          .isInstanceOf(ModelLoadException.class)
          .hasMessageContaining("is not a complete ONNX model");
    }
    Files.writeString(file(), "version https://git-lfs.github.com/spec/v1\n");
    assertThatThrownBy(() -> GraphInspection.of(file())).hasMessageContaining("Git-LFS pointer");
    assertThatThrownBy(() -> GraphInspection.of(folder)).hasMessageContaining("a folder");
  }
}

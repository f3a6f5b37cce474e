package io.github.matting4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.graph.OnnxGraph;
import io.github.matting4j.graph.quantise.Quantisation;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.onnx.cpu.Processor;
import io.github.matting4j.runtime.ModelFile;
import io.github.matting4j.testdata.onnx.Dim;
import io.github.matting4j.testdata.onnx.ElementType;
import io.github.matting4j.testdata.onnx.GraphBuilder;
import io.github.matting4j.testdata.onnx.TinyGraphs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuantisedWeightsTest {
  private static final Map<String, String> SEVEN =
      Map.of(Quantisation.METADATA, "how", Quantisation.WEIGHT_BITS, "7");
  private static final Map<String, String> EIGHT =
      Map.of(Quantisation.METADATA, "how", Quantisation.WEIGHT_BITS, "8");
  private static final Map<String, String> UNSTATED = Map.of(Quantisation.METADATA, "how");

  @TempDir Path folder;
  private Processor plain;
  private Processor vnni;

  @BeforeEach
  void makeProcessors() throws Exception {
    Path cpuinfo = folder.resolve("cpuinfo");
    plain = Processor.of("Linux", "amd64", Files.writeString(cpuinfo, "flags : avx2\n"));
    vnni = Processor.of("Linux", "amd64", Files.writeString(cpuinfo, "flags : avx_vnni\n"));
  }

  @Test
  void exactModelsNeedNoWords() {
    assertThat(QuantisedWeights.warnings(Map.of("author", "x"), plain)).isEmpty();
  }

  @Test
  void sevenBitsAreRightEverywhere() {
    assertThat(QuantisedWeights.warnings(SEVEN, plain))
        .containsExactly("the weights have 7 bits (how)");
    assertThat(QuantisedWeights.warnings(SEVEN, vnni)).hasSize(1);
  }

  @Test
  void eightBitsNeedDotProducts() {
    assertThat(QuantisedWeights.warnings(EIGHT, vnni))
        .containsExactly("the weights have 8 bits (how)");
    assertThat(QuantisedWeights.warnings(EIGHT, plain))
        .hasSize(2)
        .last()
        .asString()
        .contains("not known to have 8-bit dot products", "wrong mattes", "with 7 bits");
  }

  @Test
  void olderFilesHaveEightBits() {
    assertThat(QuantisedWeights.warnings(UNSTATED, plain)).hasSize(2);
    assertThat(QuantisedWeights.warnings(UNSTATED, vnni)).hasSize(1);
  }

  private static List<String> warnings(OnnxGraph graph, Processor processor) {
    return QuantisedWeights.warnings(QuantisedWeights.integerNodes(graph), processor);
  }

  /** A kept graph has the number of the model's nodes in its metadata. */
  @Test
  void graphsOfOtherToolsAreRecognisedByTheNoteOfTheKeptCopy() {
    assertThat(QuantisedWeights.warnings(Map.of("matting4j.integer-nodes", "1 of 2"), vnni))
        .containsExactly(
            "the graph computes with 8-bit integers (1 of 2 nodes), quantised by another tool");
    assertThat(QuantisedWeights.warnings(Map.of("matting4j.integer-nodes", "0 of 2"), vnni))
        .isEmpty();
  }

  @Test
  void graphsOfOtherToolsAreRecognisedByTheirOperators() throws Exception {
    GraphBuilder builder = new GraphBuilder("foreign");
    builder.input("x", ElementType.FLOAT, Dim.of(1));
    String scale = builder.scalar(0.5f);
    String bytes = builder.node("QuantizeLinear", List.of("x", scale));
    builder.rename(builder.node("DequantizeLinear", List.of(bytes, scale)), "y");
    builder.output("y", ElementType.FLOAT, Dim.of(1));
    Path file = builder.build().write(folder.resolve("foreign.onnx"));
    OnnxGraph foreign = OnnxGraph.parse(Files.readAllBytes(file));
    assertThat(warnings(foreign, vnni))
        .containsExactly(
            "the graph computes with 8-bit integers (1 of 2 nodes), quantised by another tool");
    assertThat(warnings(foreign, plain))
        .hasSize(2)
        .last()
        .asString()
        .contains("not known to have 8-bit dot products");
    try (OnnxSession session =
        OnnxSession.open(ModelFile.inspect(file), OpenOptions.forLatency().threads(1))) {
      assertThat(session.warnings()).anyMatch(text -> text.contains("(1 of 2 nodes)"));
    }
    Path floats = TinyGraphs.dynamic().identityAlpha().write(folder.resolve("floats.onnx"));
    OnnxGraph exact = OnnxGraph.parse(Files.readAllBytes(floats));
    assertThat(warnings(exact, plain)).isEmpty();
  }
}

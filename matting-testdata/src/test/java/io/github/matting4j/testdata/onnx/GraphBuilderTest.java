package io.github.matting4j.testdata.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GraphBuilderTest {

  @TempDir Path folder;

  /** Taken apart by hand against onnx.proto. */
  @Test
  void encodesAModelByteByByte() {
    GraphBuilder graph = new GraphBuilder("g");
    graph.input("x", ElementType.FLOAT, Dim.named("n"));
    String two = graph.tensor("t", ElementType.FLOAT, TensorPayload.of(2), 1);
    graph.nodes("Mul", List.of("x", two), List.of("y"));
    graph.output("y", ElementType.FLOAT, Dim.of(300));
    String node = "0a01 78 0a01 74 1201 79 1a05 4d756c5f30 2203 4d756c";
    String tensor = "0801 1001 4201 74 4a04 00000040";
    String input = "0a0178 120b 0a09 0801 1205 0a03 1201 6e";
    String output = "0a0179 120b 0a09 0801 1205 0a03 08ac02";
    String body = "0a15" + node + "1201 67" + "2a0d" + tensor + "5a10" + input + "6210" + output;
    body = body.replace(" ", "");
    String model =
        "0807 1212".replace(" ", "")
            + HexFormat.of().formatHex("matting4j-testdata".getBytes())
            + "3a"
            + HexFormat.of().toHexDigits((byte) (body.length() / 2))
            + body
            + "4204 0a00 100d".replace(" ", "");
    assertThat(HexFormat.of().formatHex(graph.build().toBytes())).isEqualTo(model);
  }

  @Test
  void announcesTheSizeItWrites() throws Exception {
    OnnxModel model = TinyGraphs.dynamic().identityAlpha();
    Path file = model.write(folder.resolve("model.onnx"));
    assertThat(Files.size(file)).isEqualTo(model.byteSize());
    assertThat(model.toBytes()).hasSize((int) model.byteSize());
    assertThat(model.nodeCount()).isEqualTo(3);
  }

  @Test
  void refusesATensorOfTheWrongLength() {
    GraphBuilder graph = new GraphBuilder("g");
    graph.tensor("t", ElementType.FLOAT, TensorPayload.of(1), 2, 2);
    assertThatIllegalStateException()
        .isThrownBy(() -> graph.build().toBytes())
        .withMessageContaining("t announced 16 bytes but wrote 4");
  }

  @Test
  void refusesToRenameAValueInUse() {
    GraphBuilder graph = new GraphBuilder("g");
    graph.input("x", ElementType.FLOAT, Dim.of(1));
    String y = graph.node("Relu", List.of("x"));
    graph.node("Relu", List.of(y));
    assertThatIllegalArgumentException().isThrownBy(() -> graph.rename(y, "z"));
    assertThatIllegalArgumentException().isThrownBy(() -> graph.rename("x", "z"));
  }

  @Test
  void refusesADimensionThatIsNeitherSizeNorSymbol() {
    assertThatIllegalArgumentException().isThrownBy(() -> Dim.of(0));
    assertThatIllegalArgumentException().isThrownBy(() -> Dim.named(""));
    assertThatIllegalArgumentException().isThrownBy(() -> new Dim(3, "n"));
  }
}

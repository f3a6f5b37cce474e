package io.github.matting4j.bshm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.matting4j.graph.tensorflow.TensorFlowConverter;
import io.github.matting4j.graph.tensorflow.program.TensorFlowGraph;
import io.github.matting4j.hardware.Device;
import io.github.matting4j.hardware.DeviceChoice;
import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.MattingResult;
import io.github.matting4j.model.ModelIdentity.GraphOrigin;
import io.github.matting4j.model.ModelLoadException;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.onnx.OnnxSession;
import io.github.matting4j.runtime.ModelFile;
import io.github.matting4j.testdata.tensorflow.BshmTwin;
import io.github.matting4j.testdata.tensorflow.DataType;
import io.github.matting4j.testdata.tensorflow.FrozenGraphWriter;
import io.github.matting4j.testdata.tensorflow.NodeAttribute;
import io.github.matting4j.testing.MattingModelContract;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The frozen graph on ONNX Runtime, without anybody's conversion. */
class ConversionTest {
  private static final String CACHE = "matting4j.graph.cache";

  @TempDir Path folder;
  private String cache = "";

  @BeforeEach
  void keepConversionsHere() {
    cache = System.getProperty(CACHE, "");
    System.setProperty(CACHE, folder.resolve("cache").toString());
  }

  @AfterEach
  void restore() {
    if (cache.isEmpty()) {
      System.clearProperty(CACHE);
    } else {
      System.setProperty(CACHE, cache);
    }
  }

  private static BshmOptions converted() {
    return TwinFiles.reference().engine(BshmOptions.Engine.ONNX_RUNTIME);
  }

  private List<Path> kept() throws Exception {
    try (Stream<Path> files = Files.list(folder.resolve("cache"))) {
      return files.filter(file -> file.toString().endsWith(".onnx")).toList();
    }
  }

  @Test
  void givesTheMatteOfTheHandMadeConversion() throws Exception {
    ArgbImage photo = MattingModelContract.photo(533, 301, 3);
    Path graph = TwinFiles.tiny(".pb");
    try (MattingModel own = TwinFiles.open(graph, converted());
        MattingModel hand = TwinFiles.open(TwinFiles.tiny(".onnx"), TwinFiles.reference())) {
      MattingResult result = own.run(photo);
      assertThat(distance(result.matte(), hand.matte(photo))).isLessThan(1.001 / 255);
      assertThat(result.report().engine()).startsWith("ONNX Runtime");
      assertThat(result.report().model().graphOrigin()).isEqualTo(GraphOrigin.CONVERTED);
      assertThat(result.report().modelSha256()).isEqualTo(ModelFile.inspect(graph).sha256());
      boolean compared = GraphPair.noTensorFlow().isEmpty();
      assertThat(result.report().warnings().contains(BshmConversion.NOT_COMPARED))
          .isEqualTo(!compared);
    }
  }

  private static double distance(AlphaMatte a, AlphaMatte b) {
    float[] left = a.toArray();
    float[] right = b.toArray();
    double largest = 0;
    for (int i = 0; i < left.length; i++) {
      largest = Math.max(largest, Math.abs(left[i] - right[i]));
    }
    return largest;
  }

  /** The network at full width: half a minute of processor time and 3 GB. */
  @Test
  @Tag("soak")
  void theFullTwinIsAccepted() throws Exception {
    Path graph = TwinFiles.file("full.pb", path -> BshmTwin.full().frozenGraph().write(path));
    BshmConversion conversion =
        BshmConversion.convert(graph, folder.resolve("full.onnx"), TwinFiles.settings());
    Optional<String> reason = GraphPair.noTensorFlow();
    assumeTrue(reason.isEmpty(), reason::toString);
    assertThat(conversion.comparison().orElseThrow().maxLevels()).isLessThan(1);
  }

  /** Another end than the published one: values limited before they are cut, a size not stated. */
  @Test
  void theAlphaIsFoundBehindOtherOperationsToo() throws Exception {
    FrozenGraphWriter graph = new FrozenGraphWriter();
    NodeAttribute floats = NodeAttribute.of("T", DataType.FLOAT);
    NodeAttribute index = NodeAttribute.of("Tidx", DataType.INT32);
    graph.named("input_image", "Placeholder", List.of(), NodeAttribute.of("dtype", DataType.FLOAT));
    String alpha =
        graph.node(
            "Mean",
            List.of("input_image", graph.ints(-1)),
            floats,
            index,
            NodeAttribute.of("keep_dims", true));
    String all =
        graph.node(
            "ConcatV2",
            List.of("input_image", alpha, graph.scalar(2)),
            floats,
            index,
            NodeAttribute.of("N", 2));
    String limited = graph.node("Minimum", List.of(all, graph.scalar(254.9f)), floats);
    graph.named(
        "output_png",
        "Cast",
        List.of(limited),
        NodeAttribute.of("SrcT", DataType.FLOAT),
        NodeAttribute.of("DstT", DataType.UINT8));
    Path file = graph.write(folder.resolve("other.pb"));
    ArgbImage photo = MattingModelContract.photo(70, 50, 3);
    BshmOptions finest = converted().output(BshmOptions.Output.FINEST);
    try (MattingModel model = TwinFiles.open(file, finest)) {
      AlphaMatte matte = model.matte(photo);
      int pixel = photo.argb(33, 22);
      int sum = (pixel >> 16 & 0xFF) + (pixel >> 8 & 0xFF) + (pixel & 0xFF);
      assertThat(matte.alpha(33, 22)).isCloseTo(sum / 3f / 255f, within(1e-5f));
    }
  }

  /** TensorFlow's build here has no GPU support; ONNX Runtime says what its own lacks. */
  @Test
  void aGpuIsAskedOfOnnxRuntime() {
    OpenOptions options = OpenOptions.forLatency().device(DeviceChoice.prefer(Device.cuda(0)));
    try (MattingModel model =
        TwinFiles.open(TwinFiles.tiny(".pb"), TwinFiles.reference(), options)) {
      assertThat(model.run(MattingModelContract.photo(50, 40, 1)).report().engine())
          .startsWith("ONNX Runtime");
    }
  }

  @Test
  void isKeptAndUsedAgain() throws Exception {
    TwinFiles.open(TwinFiles.tiny(".pb"), converted()).close();
    List<Path> first = kept();
    byte[] bytes = Files.readAllBytes(first.get(0));
    TwinFiles.open(TwinFiles.tiny(".pb"), converted()).close();
    assertThat(kept()).isEqualTo(first).hasSize(1);
    assertThat(Files.readAllBytes(first.get(0))).isEqualTo(bytes);
    bytes[bytes.length / 2] ^= 1;
    Files.write(first.get(0), bytes);
    TwinFiles.open(TwinFiles.tiny(".pb"), converted()).close();
    assertThat(Files.readAllBytes(first.get(0))).isNotEqualTo(bytes);
  }

  @Test
  void runsWithoutAnyFolderToKeepItIn() {
    System.setProperty(CACHE, "off");
    try (MattingModel model = TwinFiles.open(TwinFiles.tiny(".pb"), converted())) {
      assertThat(model.run(MattingModelContract.photo(50, 40, 1)).report().engine())
          .startsWith("ONNX Runtime");
    }
    assertThat(folder.resolve("cache")).doesNotExist();
  }

  @Test
  void isWrittenAsAFileWithTheSameBytesEachTime() throws Exception {
    Path one = folder.resolve("one.onnx");
    BshmConversion conversion =
        BshmConversion.convert(TwinFiles.tiny(".pb"), one, TwinFiles.settings());
    ModelFile graph = ModelFile.inspect(TwinFiles.tiny(".pb"));
    assertThat(BshmConversion.Source.of(graph).toBytes()).isEqualTo(Files.readAllBytes(one));
    assertThat(conversion.sourceSha256()).isEqualTo(graph.sha256());
    try (MattingModel model = TwinFiles.open(one, TwinFiles.settings())) {
      assertThat(model.run(MattingModelContract.photo(50, 40, 1)).report().warnings())
          .noneMatch(warning -> warning.contains("8 bits"));
    }
    if (GraphPair.noTensorFlow().isEmpty()) {
      BshmConversion.Comparison comparison = conversion.comparison().orElseThrow();
      assertThat(comparison.pictures()).isEqualTo(3);
      assertThat(comparison.maxLevels()).isBetween(0.0, 2.0);
    }
  }

  @Test
  void anOperationThatCannotBeConvertedIsNamedAndNothingIsWritten() throws Exception {
    FrozenGraphWriter graph = new FrozenGraphWriter();
    String photo = graph.placeholder("input_image", DataType.FLOAT, -1, -1, 3);
    graph.node("NonMaxSuppression", List.of(photo));
    String strange = graph.node("Cholesky", List.of(photo));
    String stranger = graph.node("Cholesky", List.of(strange));
    graph.named("output_png", "MatrixInverse", List.of(stranger));
    Path file = graph.write(folder.resolve("strange.pb"));
    Path target = Files.writeString(folder.resolve("kept.onnx"), "as it was");
    assertThatThrownBy(() -> BshmConversion.convert(file, target, TwinFiles.settings()))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("Cholesky (2x), MatrixInverse (1x)")
        .hasMessageNotContaining("NonMaxSuppression");
    assertThat(target).hasContent("as it was");
  }

  /** The first node that differs is named, not merely the last one. */
  @Test
  void aDifferenceIsTracedToItsNode() throws Exception {
    Optional<String> reason = GraphPair.noTensorFlow();
    assumeTrue(reason.isEmpty(), reason::toString);
    byte[] right = small(0.005f);
    byte[] wrong = small(0.0075f);
    var damaged = TensorFlowGraph.read(wrong);
    var converter = TensorFlowConverter.of(damaged).output("last", "last");
    try (ConversionCheck check = ConversionCheck.open("small", right, GraphSignature.BSHM)) {
      String first =
          check.firstDifference(
              converter.order(), damaged::inputs, tensor -> Optional.of(open(damaged, tensor)));
      assertThat(first).isEqualTo("changed");
    }
  }

  private static OnnxSession open(TensorFlowGraph graph, String tensor) {
    try {
      var out = new ByteArrayOutputStream();
      TensorFlowConverter.of(graph).output(tensor, "result").convert().writeTo(out);
      return OnnxSession.open(tensor, out.toByteArray(), BshmConversion.CPU);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** Two branches of which the later one in the file is changed by the factor. */
  private static byte[] small(float factor) {
    FrozenGraphWriter graph = new FrozenGraphWriter();
    NodeAttribute floats = NodeAttribute.of("T", DataType.FLOAT);
    String photo = graph.placeholder("input_image", DataType.FLOAT, -1, -1, 3);
    String left = graph.named("left", "Mul", List.of(photo, graph.scalar(0.01f)), floats);
    left = graph.named("left_tanh", "Tanh", List.of(left), floats);
    graph.named("changed", "Mul", List.of(photo, graph.scalar(factor)), floats);
    graph.named("after", "Tanh", List.of("changed"), floats);
    String right = graph.named("after_2", "Sigmoid", List.of("after"), floats);
    graph.named("last", "Add", List.of(right, left), floats);
    return graph.toBytes();
  }
}

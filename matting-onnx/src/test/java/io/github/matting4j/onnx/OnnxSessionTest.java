package io.github.matting4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import ai.onnxruntime.OrtSession;
import io.github.matting4j.hardware.Device;
import io.github.matting4j.hardware.DeviceChoice;
import io.github.matting4j.model.DeviceUnavailableException;
import io.github.matting4j.model.InferenceException;
import io.github.matting4j.model.MattingCancelledException;
import io.github.matting4j.model.ModelLoadException;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.runtime.ModelFile;
import io.github.matting4j.testdata.onnx.Attribute;
import io.github.matting4j.testdata.onnx.Dim;
import io.github.matting4j.testdata.onnx.ElementType;
import io.github.matting4j.testdata.onnx.GraphBuilder;
import io.github.matting4j.testdata.onnx.OnnxModel;
import io.github.matting4j.testdata.onnx.TensorPayload;
import io.github.matting4j.testdata.onnx.TinyGraphs;
import io.github.matting4j.testing.SharedData;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class OnnxSessionTest {
  private static final OpenOptions OPTIONS = OpenOptions.forLatency().threads(1);

  @TempDir Path folder;

  private OnnxSession open(OnnxModel model) throws Exception {
    Path file = folder.resolve("model.onnx");
    model.write(file);
    return OnnxSession.open(ModelFile.inspect(file), OPTIONS);
  }

  private static TensorBuffer floats(long... shape) {
    TensorBuffer buffer = new TensorBuffer(TensorSpec.ElementType.FLOAT);
    buffer.shape(shape);
    return buffer;
  }

  @Test
  void tellsTheTensorsOfTheGraph() throws Exception {
    try (OnnxSession session = open(TinyGraphs.dynamic().identityAlpha())) {
      assertThat(session.inputs()).singleElement().hasToString("img: float[?,3,?,?]");
      assertThat(session.outputs()).singleElement().hasToString("alpha: float[?,1,?,?]");
    }
    try (OnnxSession session = open(TinyGraphs.fixed(64, 32).uint8Input())) {
      assertThat(session.inputs()).singleElement().hasToString("img: uint8[1,3,32,64]");
    }
  }

  @Test
  void readsAndWritesBuffersInPlace() throws Exception {
    try (OnnxSession session = open(TinyGraphs.dynamic().identityAlpha())) {
      TensorBuffer in = floats(1, 3, 2, 2);
      TensorBuffer out = floats(1, 1, 2, 2);
      in.floats().put(new float[] {-1, 0, 1, 1, -1, 0, 1, 1, -1, 0, 1, -1});
      session.run(in, out);
      float[] alpha = new float[4];
      out.floats().get(alpha);
      assertThat(alpha[0]).isEqualTo(0f);
      assertThat(alpha[1]).isEqualTo(0.5f);
      assertThat(alpha[2]).isEqualTo(1f);
      in.floats().put(0, 1f).put(4, 1f).put(8, 1f);
      session.run(in, out);
      assertThat(out.floats().get(0)).isEqualTo(1f);
    }
  }

  @Test
  void aWrongShapeIsATypedFailureAndTheSessionLivesOn() throws Exception {
    try (OnnxSession session = open(TinyGraphs.fixed(64, 32).identityAlpha())) {
      assertThatThrownBy(() -> session.run(floats(1, 3, 32, 32), floats(1, 1, 32, 32)))
          .isInstanceOf(InferenceException.class);
      assertThatThrownBy(() -> session.run(floats(1, 3, 32, 64), floats(1, 1, 64, 32)))
          .isInstanceOf(InferenceException.class);
      assertThatCode(() -> session.run(floats(1, 3, 32, 64), floats(1, 1, 32, 64)))
          .doesNotThrowAnyException();
    }
  }

  @Test
  void sizesThatNoBufferHoldsAreRefusedBeforeAnyAllocation() {
    long side = 1L << 31;
    GraphBuilder graph = new GraphBuilder("2^31");
    Dim[] dims = {Dim.of(1), Dim.of(3), Dim.of(side), Dim.of(side)};
    String x = graph.input("x", ElementType.FLOAT, dims);
    graph.rename(graph.node("Relu", List.of(x)), "y");
    graph.output("y", ElementType.FLOAT, dims);
    assertThatThrownBy(() -> open(graph.build()))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("x: float[1,3,2147483648,2147483648] is larger than the 2 GiB");
    for (long size : new long[] {1L << 15, side, Long.MAX_VALUE}) {
      assertThatThrownBy(() -> floats(1, 3, size, size))
          .isInstanceOf(InferenceException.class)
          .hasMessageContaining("larger than the 2 GiB")
          .hasMessageNotContaining("photo");
    }
  }

  /** The engine would build the constant while it opens the file. */
  @Test
  void aConstantOutOfAllProportionIsRefused() throws Exception {
    for (String operator : List.of("ConstantOfShape", "Expand")) {
      assertThatThrownBy(() -> open(withConstant(operator, 500, 1_000_000)))
          .isInstanceOf(ModelLoadException.class)
          .hasMessageContaining("model.onnx builds a constant of shape [500, 1000000]")
          .hasMessageContaining("256 MiB");
      open(withConstant(operator, 5, 10)).close();
    }
  }

  private static OnnxModel withConstant(String operator, long rows, long columns) {
    GraphBuilder graph = new GraphBuilder("constant");
    Dim[] dims = {Dim.of(1), Dim.of(1), Dim.of(8), Dim.of(8)};
    String x = graph.input("x", ElementType.FLOAT, dims);
    String one = graph.tensor("one", ElementType.FLOAT, TensorPayload.of(1), 1);
    String shape =
        graph.tensor(
            "shape",
            ElementType.INT64,
            sink -> {
              sink.putLong(rows);
              sink.putLong(columns);
            },
            2);
    List<String> inputs = operator.equals("Expand") ? List.of(one, shape) : List.of(shape);
    String sum =
        graph.node("ReduceSum", List.of(graph.node(operator, inputs)), Attribute.of("keepdims", 0));
    graph.rename(graph.node("Add", List.of(x, sum)), "y");
    graph.output("y", ElementType.FLOAT, dims);
    return graph.build();
  }

  @Test
  void failingGraphsAreTypedFailures() throws Exception {
    try (OnnxSession session = open(TinyGraphs.fixed(8, 8).failingRun())) {
      assertThatThrownBy(() -> session.run(floats(1, 3, 8, 8), floats(1, 1, 8, 8)))
          .isInstanceOf(InferenceException.class);
    }
    try (OnnxSession session = open(TinyGraphs.fixed(8, 8).hugeAllocation(100_000_000_000_000L))) {
      assertThatThrownBy(() -> session.run(floats(1, 3, 8, 8), floats(1, 1, 8, 8)))
          .isInstanceOf(InferenceException.class);
    }
    assertThatThrownBy(() -> open(TinyGraphs.fixed(8, 8).unknownOperator()))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("model.onnx");
  }

  /** Without the interrupt the run would take hours. */
  @Test
  @Timeout(300)
  void anInterruptStopsARun() throws Exception {
    try (OnnxSession session = open(TinyGraphs.fixed(64, 64).slowLoop(1_000_000_000L))) {
      Thread runner = Thread.currentThread();
      Thread interrupter =
          new Thread(
              () -> {
                try {
                  Thread.sleep(300);
                } catch (InterruptedException e) {
                  return;
                }
                runner.interrupt();
              });
      interrupter.start();
      assertThatThrownBy(() -> session.run(floats(1, 3, 64, 64), floats(1, 1, 64, 64)))
          .isInstanceOf(MattingCancelledException.class);
      assertThat(Thread.interrupted()).as("the flag is kept").isTrue();
    }
  }

  @Test
  void brokenFilesAreRefusedBeforeOrByTheEngine() throws Exception {
    byte[] random = new byte[5000];
    new Random(1).nextBytes(random);
    assertRefused("empty.onnx", new byte[0], "empty");
    assertRefused("random.onnx", random, "random.onnx");
    assertRefused("page.onnx", "<!DOCTYPE html><html>".getBytes(), "web page");
    assertRefused("lfs.onnx", "version https://git-lfs.github.com/spec/v1".getBytes(), "LFS");
    assertRefused("zip.onnx", "PK\u0003\u0004....".getBytes(), "zip");
    Path good = folder.resolve("good.onnx");
    TinyGraphs.dynamic().identityAlpha().write(good);
    byte[] bytes = Files.readAllBytes(good);
    assertRefused("cut.onnx", java.util.Arrays.copyOf(bytes, bytes.length / 2), "cut.onnx");
    assertThatThrownBy(() -> ModelFile.inspect(folder)).hasMessageContaining("folder");
    assertThatThrownBy(() -> ModelFile.inspect(folder.resolve("none.onnx")))
        .hasMessageContaining("no model file");
  }

  private void assertRefused(String name, byte[] content, String message) throws Exception {
    Path file = folder.resolve(name);
    Files.write(file, content);
    assertThatThrownBy(() -> OnnxSession.open(ModelFile.inspect(file), OPTIONS).close())
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining(message);
  }

  @Test
  void aDemandedGpuThatIsNotHereFailsWithTheReasons() {
    assumeThat(CudaDriver.missing()).as("this machine has an NVIDIA driver").isPresent();
    assertThatThrownBy(
            () ->
                OnnxSession.open(
                    "tiny",
                    bytes(TinyGraphs.dynamic().identityAlpha()),
                    OPTIONS.device(DeviceChoice.require(Device.cuda(0)))))
        .isInstanceOf(DeviceUnavailableException.class)
        .hasMessageContaining("cuda:0")
        .hasMessageContaining("NVIDIA");
  }

  @Test
  void aPreferredGpuThatIsNotHereFallsBackAndSaysSo() throws Exception {
    assumeThat(CudaDriver.missing()).as("this machine has an NVIDIA driver").isPresent();
    byte[] model = bytes(TinyGraphs.dynamic().identityAlpha());
    try (OnnxSession session =
        OnnxSession.open("tiny", model, OPTIONS.device(DeviceChoice.prefer(Device.cuda(0))))) {
      assertThat(session.device()).isEqualTo(Device.CPU);
      assertThat(session.warnings()).singleElement().asString().contains("ran on the CPU");
    }
    try (OnnxSession session = OnnxSession.open("tiny", model, OPTIONS)) {
      assertThat(session.warnings()).isEmpty();
    }
  }

  @Test
  void runsOnTheGpuWhereThereIsOne() throws Exception {
    assumeThat(CudaDriver.missing())
        .as("needs an NVIDIA driver: %s", CudaDriver.missing())
        .isEmpty();
    assumeThat(EngineJars.hasCuda()).as("needs onnxruntime_gpu on the class path").isTrue();
    try (OnnxSession session =
        OnnxSession.open(
            "tiny",
            bytes(TinyGraphs.dynamic().identityAlpha()),
            OPTIONS.device(DeviceChoice.require(Device.cuda(0))))) {
      assertThat(session.device()).isEqualTo(Device.cuda(0));
      TensorBuffer out = floats(1, 1, 8, 8);
      session.run(floats(1, 3, 8, 8), out);
      assertThat(out.floats().get(0)).isEqualTo(0.5f);
    }
  }

  private byte[] bytes(OnnxModel model) {
    try {
      Path file = Files.createTempFile(folder, "tiny", ".onnx");
      model.write(file);
      return Files.readAllBytes(file);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void smallRealGraphsOfOthersLoad() throws Exception {
    for (String name : new String[] {"sinet.onnx", "mediapipe-selfie.onnx"}) {
      ModelFile file = ModelFile.inspect(SharedData.require("models/" + name));
      try (OnnxSession session = OnnxSession.open(file, OPTIONS)) {
        assertThat(session.inputs()).isNotEmpty();
        assertThat(session.outputs()).isNotEmpty();
      }
    }
  }

  @Test
  void aFileSwappedAfterItsHashIsReportedAsWhatWasLoaded() throws Exception {
    Path file = folder.resolve("swapped.onnx");
    TinyGraphs.dynamic().identityAlpha().write(file);
    ModelFile looked = ModelFile.inspect(file);
    TinyGraphs.dynamic().channelPicker(1).write(file);
    String swapped = ModelFile.inspect(file).sha256();
    assertThat(swapped).isNotEqualTo(looked.sha256());
    try (OnnxSession session = OnnxSession.open(looked, OPTIONS)) {
      assertThat(session.sha256()).isEqualTo(swapped);
    }
  }

  @Test
  void aFileOpenedInPlaceIsRefusedIfItIsNotTheOneThatWasHashed() throws Exception {
    Path file = folder.resolve("large.onnx");
    TinyGraphs.dynamic().identityAlpha().write(file);
    ModelSource.InFile looked = new ModelSource.InFile(ModelFile.inspect(file));
    try (OrtSession.SessionOptions settings = new OrtSession.SessionOptions()) {
      looked.open(EngineNatives.environment(), settings).close();
      TinyGraphs.dynamic().channelPicker(1).write(file);
      assertThatThrownBy(() -> looked.open(EngineNatives.environment(), settings))
          .isInstanceOf(ModelLoadException.class)
          .hasMessageContaining("changed while it was being opened");
    }
  }
}

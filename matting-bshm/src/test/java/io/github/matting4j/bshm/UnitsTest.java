package io.github.matting4j.bshm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.matting4j.graph.wire.MalformedGraphException;
import io.github.matting4j.hardware.Device;
import io.github.matting4j.hardware.DeviceChoice;
import io.github.matting4j.model.InferenceException;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.testdata.onnx.TensorPayload;
import io.github.matting4j.testdata.tensorflow.BshmTwin;
import io.github.matting4j.testdata.tensorflow.DataType;
import io.github.matting4j.testdata.tensorflow.FrozenGraphWriter;
import io.github.matting4j.testdata.tensorflow.NodeAttribute;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The parts that need no native library. */
class UnitsTest {
  @Test
  void theOutlineTellsPlaceholdersAndEnds() throws Exception {
    FrozenGraphWriter graph = new FrozenGraphWriter();
    graph.placeholder("in", DataType.FLOAT, -1, 3);
    graph.named("used", "Relu", List.of("in"), NodeAttribute.of("T", DataType.FLOAT));
    graph.named("also_used", "Relu", List.of("used:0"), NodeAttribute.of("T", DataType.FLOAT));
    graph.named(
        "end", "Cast", List.of("also_used", "^in"), NodeAttribute.of("DstT", DataType.UINT8));
    graph.floats("weights", TensorPayload.of(1), 1);
    GraphOutline outline = GraphOutline.read(graph.toBytes());
    assertThat(outline.size()).isEqualTo(5);
    assertThat(outline.placeholders())
        .extracting(Object::toString)
        .containsExactly("in (Placeholder, float)");
    assertThat(outline.ends()).extracting(Object::toString).containsExactly("end (Cast, uint8)");
    assertThat(outline.find("weights")).isPresent();
  }

  @Test
  void everyCutOfAGraphIsReadOrRefusedButNeverCrashes() {
    byte[] graph = BshmTwin.tiny().frozenGraph().toBytes();
    Random random = new Random(4);
    for (int i = 0; i < 500; i++) {
      byte[] cut = Arrays.copyOf(graph, random.nextInt(graph.length));
      for (int change = 0; change < i % 5; change++) {
        cut[random.nextInt(Math.max(1, cut.length))] = (byte) random.nextInt();
      }
      try {
        assertThat(GraphOutline.read(cut).size()).isNotNegative();
      } catch (MalformedGraphException e) {
        assertThat(e.getMessage()).isNotBlank();
      }
    }
  }

  @Test
  void theSessionConfigIsTheKnownBytes() {
    OpenOptions options = OpenOptions.forLatency().threads(2).callers(3);
    assertThat(SessionConfig.of(options))
        .isEqualTo(new byte[] {0x10, 2, 0x28, 3, 0x32, 2, 0x20, 1, 0x38, 1});
    assertThat(SessionConfig.of(options.device(DeviceChoice.require(Device.CPU))))
        .startsWith(new byte[] {0x0A, 7, 0x0A, 3, 'G', 'P', 'U', 0x10, 0});
    assertThat(SessionConfig.of(options.device(DeviceChoice.prefer(Device.cuda(1)))))
        .containsSequence(new byte[] {0x2A, 1, '1'});
    assertThat(SessionConfig.of(options.threads(300)))
        .startsWith(new byte[] {0x10, (byte) 0xAC, 2});
  }

  @Test
  void aPhotoIsFedAsItIsSharplyOrCapped() {
    assertThat(InputPlan.of(640, 500, BshmOptions.Mode.SHARP, InputPlan.MAX_PIXELS))
        .isEqualTo(new InputPlan(640, 500, InputPlan.ResizeMode.AS_IT_IS));
    assertThat(InputPlan.of(641, 5, BshmOptions.Mode.SHARP, InputPlan.MAX_PIXELS))
        .isEqualTo(new InputPlan(640, 640, InputPlan.ResizeMode.SHARP));
    assertThat(InputPlan.of(4000, 3000, BshmOptions.Mode.EXACT, InputPlan.MAX_PIXELS).resizeMode())
        .isEqualTo(InputPlan.ResizeMode.AS_IT_IS);
    InputPlan capped = InputPlan.of(8000, 6000, BshmOptions.Mode.EXACT, InputPlan.MAX_PIXELS);
    assertThat(capped.resizeMode()).isEqualTo(InputPlan.ResizeMode.CAPPED);
    assertThat((long) capped.width() * capped.height()).isBetween(11_900_000L, 12_000_000L);
    InputPlan thin = InputPlan.of(1, 1_000_000, BshmOptions.Mode.EXACT, 1000);
    assertThat(thin).isEqualTo(new InputPlan(1, 1000, InputPlan.ResizeMode.CAPPED));
  }

  @Test
  void alphaIsTheLastOfFourChannelsAndTheFirstOfFewer() {
    float[] levels = new float[2];
    Levels.fromBytes(ByteBuffer.wrap(new byte[] {1, 2, 3, 4, 5, 6, 7, (byte) 254}), 4, 2, levels);
    assertThat(levels).containsExactly(4, 254);
    Levels.fromFloats(FloatBuffer.wrap(new float[] {9.5f, 9, 9, 8.5f, 8, 8}), 3, 2, levels);
    assertThat(levels).containsExactly(9.5f, 8.5f);
    assertThat(Levels.channels(new long[] {3, 2}, 2, 3, "out")).isEqualTo(1);
    assertThat(Levels.channels(new long[] {3, 2, 1}, 2, 3, "out")).isEqualTo(1);
    assertThatThrownBy(() -> Levels.channels(new long[] {2, 3, 4}, 2, 3, "out"))
        .isInstanceOf(InferenceException.class)
        .hasMessageContaining("out of shape [2, 3, 4] for a photo of 3 rows and 2 columns");
  }

  @Test
  void memoryIsTheMachinesOrTheContainersIfLess(@TempDir Path root) throws Exception {
    assertThat(MemoryBudget.available(root)).isEmpty();
    Files.createDirectories(root.resolve("proc"));
    Files.writeString(root.resolve("proc/meminfo"), "MemTotal: 9 kB\nMemAvailable:   1000 kB\n");
    assertThat(MemoryBudget.available(root)).hasValue(1_024_000);
    Path group = Files.createDirectories(root.resolve("sys/fs/cgroup"));
    Files.writeString(group.resolve("memory.max"), "max\n");
    Files.writeString(group.resolve("memory.current"), "1000\n");
    assertThat(MemoryBudget.available(root)).hasValue(1_024_000);
    Files.writeString(group.resolve("memory.max"), "5000\n");
    assertThat(MemoryBudget.available(root)).hasValue(4000);
  }

  @Test
  void theFullTwinHasThePublishedNumberOfParameters() {
    assertThat(BshmTwin.full().frozenGraph().parameters()).isBetween(77_000_000L, 79_500_000L);
    assertThat(BshmTwin.small().frozenGraph().parameters()).isBetween(900_000L, 1_500_000L);
    assertThat(BshmTwin.small().frozenGraph().toBytes())
        .isEqualTo(BshmTwin.small().frozenGraph().toBytes());
  }
}

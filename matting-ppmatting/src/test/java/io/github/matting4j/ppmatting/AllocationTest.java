package io.github.matting4j.ppmatting;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.testdata.onnx.OnnxModel;
import io.github.matting4j.testdata.onnx.TinyGraphs;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A run leaves no garbage to speak of beside the matte that it returns. */
class AllocationTest {
  private static final long MAX_GARBAGE = 64 * 1024;
  private static final int WIDTH = 1920;
  private static final int HEIGHT = 1080;

  @TempDir Path folder;

  static Stream<Named<OnnxModel>> graphs() {
    return Stream.of(
        Named.of("dynamic size", TinyGraphs.dynamic().identityAlpha()),
        Named.of("fixed size", TinyGraphs.fixed(512, 512).identityAlpha()));
  }

  @ParameterizedTest
  @MethodSource("graphs")
  void aRunAllocatesItsMatteAndLittleElse(OnnxModel graph) throws Exception {
    Path file = folder.resolve("graph.onnx");
    graph.write(file);
    int[] pixels = new Random(1).ints(WIDTH * HEIGHT).map(p -> p | 0xFF000000).toArray();
    ArgbImage photo = ArgbImage.adopt(WIDTH, HEIGHT, pixels);
    OpenOptions options = OpenOptions.forLatency().threads(1).modelFile(file);
    try (MattingModel model = new PpMattingProvider().open("pp-mattingv2-512", options)) {
      for (int i = 0; i < 5; i++) {
        model.run(photo);
      }
      for (int i = 0; i < 5; i++) {
        assertThat(allocatedBy(() -> model.run(photo)))
            .isBetween(4L * WIDTH * HEIGHT, 4L * WIDTH * HEIGHT + MAX_GARBAGE);
      }
    }
  }

  private static long allocatedBy(Runnable task) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long id = Thread.currentThread().getId();
    long before = threads.getThreadAllocatedBytes(id);
    task.run();
    return threads.getThreadAllocatedBytes(id) - before;
  }
}

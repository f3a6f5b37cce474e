package io.github.matting4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.matting4j.model.MattingCancelledException;
import io.github.matting4j.model.ModelLoadTimeoutException;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.runtime.ModelFile;
import io.github.matting4j.testdata.onnx.TinyGraphs;
import io.github.matting4j.testing.ChildJvm;
import io.github.matting4j.testing.ChildProcess;
import io.github.matting4j.testing.SharedData;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Graphs that keep the engine busy without end, when they are opened or when they run. */
class EndlessModelTest {
  private static final int JVMS = 3;

  @TempDir Path folder;

  @Test
  @Timeout(60)
  void closingEndsARunThatWouldNotEnd() throws Exception {
    Path file = folder.resolve("loop.onnx");
    TinyGraphs.fixed(64, 64).slowLoop(1_000_000_000_000L).write(file);
    OnnxSession session =
        OnnxSession.open(
            ModelFile.inspect(file),
            OpenOptions.forLatency().threads(1).closeTimeout(Duration.ofMillis(50)));
    CompletableFuture<?> run =
        CompletableFuture.runAsync(() -> session.run(floats(1, 3, 64, 64), floats(1, 1, 64, 64)));
    session.close();
    assertThatThrownBy(run::get)
        .cause()
        .isInstanceOfAny(MattingCancelledException.class, IllegalStateException.class);
  }

  private static TensorBuffer floats(long... shape) {
    TensorBuffer buffer = new TensorBuffer(TensorSpec.ElementType.FLOAT);
    buffer.shape(shape);
    return buffer;
  }

  @Test
  void aLoadThatDoesNotEndHoldsUpNeitherOtherLoadsNorTheEndOfTheJvm() throws Exception {
    Path heavy = SharedData.require("faults/onnx/fold_heavy.onnx");
    Path good = folder.resolve("good.onnx");
    TinyGraphs.dynamic().identityAlpha().write(good);
    for (int i = 0; i < JVMS; i++) {
      ChildProcess.Outcome outcome =
          ChildJvm.with("-XX:ErrorFile=" + folder + "/hs_err.log")
              .run(60, Stuck.class, heavy.toString(), good.toString());
      assertThat(outcome.exitCode()).as(outcome.output()).isEqualTo(7);
      assertThat(outcome.output()).contains("timed out").contains("opened another");
    }
  }

  /** Gives up on the first file, opens the second, exits. */
  static final class Stuck {
    public static void main(String[] args) {
      try {
        OnnxSession.open(
            ModelFile.inspect(Path.of(args[0])),
            OpenOptions.forLatency().threads(1).openTimeout(Duration.ofMillis(300)));
      } catch (ModelLoadTimeoutException e) {
        System.out.println("timed out: " + e.getMessage());
      }
      OnnxSession.open(ModelFile.inspect(Path.of(args[1])), OpenOptions.forLatency()).close();
      System.out.println("opened another");
      System.exit(7);
    }
  }
}

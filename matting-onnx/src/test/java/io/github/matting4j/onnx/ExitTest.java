package io.github.matting4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.kernel.resample.TensorPacking;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.onnx.size.DynamicSize;
import io.github.matting4j.onnx.size.SizeTransform;
import io.github.matting4j.testdata.networks.NetworkSpec;
import io.github.matting4j.testing.ChildJvm;
import io.github.matting4j.testing.ChildProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The JVM ends while models are loaded, run or opened from a shutdown hook. Through the raw engine
 * an exit during a load crashed 10 of 25 JVMs.
 */
class ExitTest {
  private static final int JVMS = 6;
  private static final int MANY_JVMS = Integer.getInteger("matting4j.soak.jvms", 100);

  @TempDir Path folder;

  private Path model() throws Exception {
    Path file = folder.resolve("net.onnx");
    NetworkSpec.modNetMobileNetV2().dynamic().widthDivisor(2).write(file);
    return file;
  }

  @Test
  void exitDuringLoadsIsClean() throws Exception {
    exitWhile("load", model(), JVMS);
  }

  @Test
  void exitDuringRunsIsClean() throws Exception {
    exitWhile("run", model(), JVMS);
  }

  @Test
  @Tag("soak")
  void manyExitsDuringLoadsAndRunsAreClean() throws Exception {
    exitWhile("load", model(), MANY_JVMS);
    exitWhile("run", model(), MANY_JVMS);
  }

  private void exitWhile(String what, Path file, int jvms) throws Exception {
    for (int i = 0; i < jvms; i++) {
      ChildProcess.Outcome outcome =
          ChildJvm.with("-XX:ErrorFile=" + folder + "/hs_err.log")
              .run(60, Busy.class, what, file.toString(), Integer.toString(i * 18 % 250));
      assertThat(outcome.exitCode()).as(outcome.output()).isEqualTo(7);
    }
    assertThat(Files.exists(folder.resolve("hs_err.log"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"hook"})
  void aShutdownHookIsRefusedInsteadOfWaitingForEver(String what) throws Exception {
    ChildProcess.Outcome outcome =
        ChildJvm.with().run(60, Busy.class, what, model().toString(), "0");
    assertThat(outcome.exitCode()).isEqualTo(7);
    assertThat(outcome.output()).contains("refused: the JVM is shutting down");
  }

  /** Loads or runs in two threads and exits in the middle. */
  static final class Busy {
    public static void main(String[] args) throws Exception {
      Path file = Path.of(args[1]);
      byte[] bytes = Files.readAllBytes(file);
      OnnxSession first = open(bytes);
      if (args[0].equals("hook")) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> openInHook(bytes)));
      } else {
        for (Runnable work : List.of(work(args[0], bytes, first), work(args[0], bytes, first))) {
          Thread thread = new Thread(work);
          thread.setDaemon(true);
          thread.start();
        }
        Thread.sleep(60 + Long.parseLong(args[2]));
      }
      System.exit(7);
    }

    private static OnnxSession open(byte[] bytes) {
      return OnnxSession.open("net", bytes, OpenOptions.forLatency());
    }

    private static void openInHook(byte[] bytes) {
      try {
        open(bytes).close();
      } catch (RuntimeException e) {
        System.out.println("refused: " + e.getMessage());
      }
    }

    private static Runnable work(String what, byte[] bytes, OnnxSession session) {
      if (what.equals("load")) {
        return () -> {
          while (true) {
            open(bytes).close();
          }
        };
      }
      ArgbImage photo = ArgbImage.filled(300, 400, 0xFF336699);
      return () -> {
        InferenceBuffers workspace =
            new InferenceBuffers(GraphBinding.plain(session, TensorPacking.normalised(0.5f, 0.5f)));
        while (true) {
          workspace.prepare(
              photo,
              new DynamicSize(List.of(new SizeTransform.ResizeToIntMult(32, 32)), 1 << 22)
                  .fit(300, 400));
          session.run(workspace.inputs(Optional.empty()), workspace.outputs(Optional.empty()));
        }
      };
    }
  }
}

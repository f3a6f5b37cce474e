package io.github.matting4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.testdata.onnx.TinyGraphs;
import io.github.matting4j.testing.ChildJvm;
import io.github.matting4j.testing.ChildProcess;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The engine has as many threads as the JVM sees processors, its caller being one of them. */
@EnabledOnOs(OS.LINUX)
class ProcessorCountTest {
  private static void assertThreads(String expected, ChildJvm child) throws Exception {
    ChildProcess.Outcome outcome = child.run(60, Threads.class);
    assertThat(outcome.output()).isEqualTo(expected + "\n");
  }

  private static ChildJvm child(String... more) {
    List<String> options = new ArrayList<>(List.of(more));
    options.add("-XX:-UseDynamicNumberOfCompilerThreads");
    return ChildJvm.with(options.toArray(String[]::new));
  }

  @Test
  void oneProcessorOneThread() throws Exception {
    assertThreads("processors 1, threads 1, started 0", child("-XX:ActiveProcessorCount=1"));
  }

  @Test
  void threeProcessorsThreeThreads() throws Exception {
    assertThreads("processors 3, threads 3, started 2", child("-XX:ActiveProcessorCount=3"));
  }

  @Test
  void aProcessPinnedToOneProcessorHasOneThread() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/taskset")), "there is no taskset here");
    assertThreads("processors 1, threads 1, started 0", child().wrappedBy("taskset", "-c", "0"));
  }

  static final class Threads {
    public static void main(String[] args) throws Exception {
      byte[] graph = TinyGraphs.fixed(8, 8).identityAlpha().toBytes();
      OnnxSession.open("tiny", graph, OpenOptions.forLatency().threads(1)).close(); // its library
      Set<String> before = threads();
      try (OnnxSession session = OnnxSession.open("tiny", graph, OpenOptions.forLatency())) {
        int started = newerThan(before);
        for (int i = 0; i < 100 && started != session.threads() - 1; i++) {
          Thread.sleep(20); // new threads of the JVM end; those of the engine stay
          started = newerThan(before);
        }
        System.out.printf(
            "processors %d, threads %d, started %d%n",
            Runtime.getRuntime().availableProcessors(), session.threads(), started);
      }
    }

    /** Numbers of threads, so that one that ends does not hide one that begins. */
    private static Set<String> threads() {
      return Set.of(new File("/proc/self/task").list());
    }

    private static int newerThan(Set<String> before) {
      return (int) threads().stream().filter(thread -> !before.contains(thread)).count();
    }
  }
}

package io.github.matting4j.bshm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.testing.ChildJvm;
import io.github.matting4j.testing.ChildProcess;
import io.github.matting4j.testing.ClassLoaders;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.DataType;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.Tensor;

/** Several applications in one JVM. TensorFlow ends the process if it is loaded twice. */
@EnabledOnOs(OS.LINUX)
class SeveralClassLoadersTest {
  @TempDir Path folder;

  @Test
  void eachRunsAGraphThoughTheyNameDifferentFolders() throws Exception {
    ChildProcess.Outcome outcome =
        ChildJvm.with("-Djava.io.tmpdir=" + Files.createDirectories(folder.resolve("tmp")))
            .run(120, Two.class, folder.toString());
    assertThat(outcome.output()).contains("[1.15.0 -3.0, 1.15.0 -3.0, 1.15.0 -3.0]");
    assertThat(outcome.exitCode()).isZero();
    assertThat(folder.resolve("second")).doesNotExist();
  }

  /** Negates 3 in a graph. */
  static final class Negate implements Callable<String> {
    @Override
    public String call() {
      String version = TensorFlowLibrary.load(Path.of(System.getProperty("test.folder")));
      try (Graph graph = new Graph();
          Session session = new Session(graph);
          Tensor<?> three = Tensor.create(3f)) {
        graph
            .opBuilder("Const", "three")
            .setAttr("dtype", DataType.FLOAT)
            .setAttr("value", three)
            .build();
        graph.opBuilder("Neg", "out").addInput(graph.operation("three").output(0)).build();
        try (Tensor<?> result = session.runner().fetch("out").run().get(0)) {
          return version + " " + result.floatValue();
        }
      }
    }
  }

  /** Main: two applications, the first one called again at the end. */
  static final class Two {
    public static void main(String[] args) throws Exception {
      try (URLClassLoader one = ClassLoaders.isolated();
          URLClassLoader two = ClassLoaders.isolated()) {
        System.setProperty("test.folder", args[0] + "/first");
        String first = ClassLoaders.call(one, Negate.class);
        System.setProperty("test.folder", args[0] + "/second");
        String second = ClassLoaders.call(two, Negate.class);
        String again = ClassLoaders.call(one, Negate.class);
        System.out.println(List.of(first, second, again));
      }
    }
  }
}

package io.github.matting4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.testdata.onnx.TinyGraphs;
import io.github.matting4j.testing.ChildJvm;
import io.github.matting4j.testing.ChildProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Child JVMs with a home and a temporary folder of their own. */
class EngineNativesTest {
  private static final int KILLS = Integer.getInteger("matting4j.soak.kills", 100);

  @TempDir Path folder;

  private ChildJvm child(String... more) throws Exception {
    Files.createDirectories(folder.resolve("home"));
    Files.createDirectories(folder.resolve("tmp"));
    List<String> options = new ArrayList<>(List.of(more));
    options.add("-Duser.home=" + folder.resolve("home"));
    options.add("-Djava.io.tmpdir=" + folder.resolve("tmp"));
    return ChildJvm.with(options.toArray(String[]::new));
  }

  private List<Path> below(String name) throws Exception {
    try (Stream<Path> files = Files.walk(folder.resolve(name))) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  @Test
  void severalJvmsAtOnceLeaveOneCopyAndNothingElse() throws Exception {
    startAtOnce(3);
  }

  @Test
  @Tag("soak")
  void eightJvmsAtOnceLeaveOneCopyAndNothingElse() throws Exception {
    startAtOnce(8);
  }

  @Test
  @Tag("soak")
  void aHundredKillsWhileItStartsLeaveOneCopy() throws Exception {
    Random random = new Random(1);
    for (int i = 0; i < KILLS; i++) {
      Process process = child().start(OpenOnce.class, "exit");
      Thread.sleep(random.nextInt(900));
      ChildProcess.kill(process);
    }
    assertThat(child().run(60, OpenOnce.class, "exit").exitCode()).isZero();
    assertThat(below("tmp")).isEmpty();
    assertThat(below("home")).hasSize(3);
  }

  private void startAtOnce(int jvms) throws Exception {
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < jvms; i++) {
      processes.add(child().start(OpenOnce.class, "exit"));
    }
    for (Process process : processes) {
      String output = new String(process.getInputStream().readAllBytes());
      assertThat(ChildProcess.exitCode(process)).as(output).isZero();
    }
    assertThat(below("tmp")).isEmpty();
    assertThat(below("home")).hasSize(3); // two libraries and the lock
  }

  @Test
  void aKilledJvmLeavesNothingInTheTemporaryFolder() throws Exception {
    assertThat(child().run(60, OpenOnce.class, "exit").exitCode()).isZero();
    assertThat(child().run(60, OpenOnce.class, "halt").exitCode()).isEqualTo(9);
    assertThat(below("tmp")).isEmpty();
  }

  @Test
  void aDamagedCopyIsReplaced() throws Exception {
    assertThat(child().run(60, OpenOnce.class, "exit").exitCode()).isZero();
    Path library =
        below("home").stream()
            .filter(f -> f.toString().contains("4j_jni"))
            .findFirst()
            .orElseThrow();
    Files.write(library, new byte[1000]);
    assertThat(child().run(60, OpenOnce.class, "exit").exitCode()).isZero();
    assertThat(Files.size(library)).isGreaterThan(1000);
  }

  @Test
  void withoutAHomeItWorksAsItAlwaysDid() throws Exception {
    ChildJvm child = child();
    Files.delete(folder.resolve("home"));
    Files.writeString(folder.resolve("home"), "a file where a folder should be");
    assertThat(child.run(60, OpenOnce.class, "exit").exitCode()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "Linux,amd64,linux-x64",
    "Linux,aarch64,linux-aarch64",
    "Mac OS X,aarch64,osx-aarch64",
    "Windows 11,amd64,win-x64"
  })
  void namesPlatformsAsTheEngineDoes(String os, String architecture, String expected) {
    assertThat(EngineNatives.platform(os, architecture)).isEqualTo(expected);
  }

  /** Opens a tiny graph, sees that the property is gone again, and ends. */
  static final class OpenOnce {
    public static void main(String[] args) throws Exception {
      byte[] graph = TinyGraphs.dynamic().identityAlpha().toBytes();
      OnnxSession.open("tiny", graph, OpenOptions.forLatency()).close();
      if (System.getProperty("onnxruntime.native.path") != null) {
        System.exit(1);
      }
      if (args[0].equals("halt")) {
        Runtime.getRuntime().halt(9);
      }
    }
  }
}

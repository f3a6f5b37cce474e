package io.github.matting4j.bshm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.matting4j.model.ModelLoadException;
import io.github.matting4j.runtime.NativeCopy;
import io.github.matting4j.testing.ChildJvm;
import io.github.matting4j.testing.ChildProcess;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class NativesTest {
  @TempDir Path folder;

  /** Main of a child JVM: loads TensorFlow and tells from where. */
  static final class Load {
    private Load() {}

    public static void main(String[] args) throws Exception {
      long start = System.nanoTime();
      try {
        System.out.println("version " + TensorFlowLibrary.load(Path.of(args[0])));
      } catch (ModelLoadException e) {
        System.out.println("refused: " + e.getMessage());
      }
      System.out.println("took " + (System.nanoTime() - start) / 1_000_000 + " ms");
      if (Files.exists(Path.of("/proc/self/maps"))) {
        Files.readAllLines(Path.of("/proc/self/maps")).stream()
            .filter(line -> line.contains("tensorflow_jni"))
            .map(line -> line.substring(line.indexOf('/')))
            .distinct()
            .forEach(path -> System.out.println("mapped " + path));
      }
      if (args.length > 1) {
        Runtime.getRuntime().halt(137); // as after kill -9: no shutdown hook runs
      }
    }
  }

  private Path copies() {
    return folder.resolve("copies");
  }

  private ChildJvm child() throws IOException {
    return ChildJvm.with(
        "-Xmx1g", "-Djava.io.tmpdir=" + Files.createDirectories(folder.resolve("tmp")));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void manyJvmsAtOnceShareOneCopyAndLeaveNothingElse() throws Exception {
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      processes.add(child().start(Load.class, copies().toString(), "halt"));
    }
    for (Process process : processes) {
      assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
      assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .contains("version 1.15.0")
          .contains("mapped " + copies().toRealPath());
    }
    assertThat(files(folder.resolve("tmp"))).noneMatch(name -> name.contains("tensorflow"));
    assertThat(files(copies()))
        .containsExactlyInAnyOrder("libtensorflow_framework.so.1", "libtensorflow_jni.so", "lock");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aFolderThatCannotBeWrittenFallsBackToTensorFlowsOwnWay() throws Exception {
    Path file = Files.createFile(folder.resolve("a file"));
    ChildProcess.Outcome ended = child().run(180, Load.class, file.resolve("below").toString());
    assertThat(ended.output()).contains("version 1.15.0").contains("mapped " + folder.toRealPath());
  }

  @Test
  void withoutNativesTheRefusalSaysWhatToAdd() throws Exception {
    ChildProcess.Outcome ended =
        child().without("libtensorflow_jni").run(180, Load.class, copies().toString());
    assertThat(ended.output())
        .contains("refused:")
        .contains("add org.tensorflow:libtensorflow_jni");
  }

  @Test
  void aDamagedCopyIsReplacedAndAbandonedPartsGo() throws Exception {
    byte[] content = new byte[100_000];
    new Random(1).nextBytes(content);
    URL resource = jarWith("lib.so", content);
    Path copy = copy(resource);
    assertThat(copy).hasBinaryContent(content);

    Path abandoned = Files.createFile(copy.resolveSibling("lib.so123.part"));
    Files.setLastModifiedTime(abandoned, FileTime.from(Instant.now().minusSeconds(7200)));
    content[5]++;
    Files.write(copy, content);
    content[5]--;
    assertThat(copy(resource)).isEqualTo(copy);
    assertThat(copy).hasBinaryContent(content);
    assertThat(abandoned).doesNotExist();
  }

  @Test
  void whatIsNotInAJarIsNotCopied() throws Exception {
    URL plain = Files.createFile(folder.resolve("plain.so")).toUri().toURL();
    assertThatThrownBy(() -> copy(plain))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("not in a jar");
  }

  private Path copy(URL resource) throws IOException {
    Path copied =
        NativeCopy.load(
            "tensorflow",
            List.of(resource),
            copies(),
            NativeCopy.AdditionalLoader.LINK,
            files -> {});
    return copied.resolve("lib.so").toAbsolutePath();
  }

  private URL jarWith(String name, byte[] content) throws IOException {
    Path jar = folder.resolve("natives.jar");
    try (OutputStream out = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("native/" + name));
      zip.write(content);
    }
    return new URL("jar:" + jar.toUri() + "!/native/" + name);
  }

  private static List<String> files(Path under) throws IOException {
    try (Stream<Path> all = Files.walk(under)) {
      return all.filter(Files::isRegularFile).map(path -> path.getFileName().toString()).toList();
    }
  }

  @Test
  void aProcessorWithoutAvxIsRecognised() throws IOException {
    Path cpuinfo = folder.resolve("cpuinfo");
    Files.writeString(cpuinfo, "flags\t\t: fpu sse4_2 avx avx2\n");
    assertThat(TensorFlowJars.tooOldProcessor(cpuinfo)).isEmpty();
    Files.writeString(cpuinfo, "flags\t\t: fpu sse4_2 popcnt\n");
    assertThat(TensorFlowJars.tooOldProcessor(cpuinfo)).get().asString().contains("AVX");
    assertThat(TensorFlowJars.tooOldProcessor(folder.resolve("nothing"))).isEmpty();
  }
}

package io.github.matting4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.matting4j.model.ModelLoadException;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.testdata.onnx.TinyGraphs;
import io.github.matting4j.testing.ChildJvm;
import io.github.matting4j.testing.ChildProcess;
import io.github.matting4j.testing.ChildProcess.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Homes and temporary folders as containers have them, each in a child JVM. */
class OddPlacesTest {
  @TempDir Path folder;
  private Path home;
  private Path tmp;

  @BeforeEach
  void folders() throws Exception {
    home = Files.createDirectory(folder.resolve("home"));
    tmp = Files.createDirectory(folder.resolve("tmp"));
  }

  private List<String> options(String userHome) {
    return List.of("-Duser.home=" + userHome, "-Djava.io.tmpdir=" + tmp, "-Duser.name=?");
  }

  private ChildJvm child(String userHome, String... more) {
    return ChildJvm.with(
            Stream.concat(options(userHome).stream(), Stream.of(more)).toArray(String[]::new))
        .environment("HOME", userHome)
        .directory(folder);
  }

  private static List<Path> below(Path root) throws Exception {
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(file -> !file.equals(root)).map(root::relativize).toList();
    }
  }

  /** A child for which a shell has prepared its mounts; they vanish with it. */
  private Outcome mounted(String script, ChildJvm child) throws Exception {
    assumeTrue(canMount(), "mounts are not permitted here");
    return child
        .wrappedBy("unshare", "-m", "sh", "-c", script + "; exec \"$@\"", "sh")
        .run(60, OpenOnce.class);
  }

  private static boolean canMount() throws Exception {
    try {
      return ChildProcess.run(
                  new ProcessBuilder("unshare", "-m", "sh", "-c", "mount -t tmpfs none /mnt"))
              .exitCode()
          == 0;
    } catch (java.io.IOException e) {
      return false;
    }
  }

  private static void assertOpened(Outcome outcome) {
    assertThat(outcome.output()).isEqualTo("opened\n");
    assertThat(outcome.exitCode()).isZero();
  }

  @Test
  void aUserWithoutAHomeWritesToTheTemporaryFolder() throws Exception {
    for (String absent : List.of("?", "/nonexistent", "relative/home", "")) {
      assertOpened(child(absent).run(60, OpenOnce.class));
    }
    assertThat(below(folder)).noneMatch(path -> path.toString().contains("?"));
    assertThat(Files.list(tmp)).singleElement().asString().contains("matting4j-");
  }

  @Test
  void theHomePropertyMovesEverything() throws Exception {
    Path moved = folder.resolve("moved");
    assertOpened(child("?", "-Dmatting4j.home=" + moved).run(60, OpenOnce.class));
    assertThat(moved.resolve("native")).isNotEmptyDirectory();
    assertThat(below(tmp)).isEmpty();
  }

  @Test
  void aHomeThatIsAFileIsAbsent() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    assertOpened(child(file.toString()).run(60, OpenOnce.class));
    assertOpened(child("?", "-Dmatting4j.home=" + file).run(60, OpenOnce.class));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aReadOnlyHomeGivesWayToTheTemporaryFolderAndNothingIsLeftThereButTheCopy() throws Exception {
    for (int start = 0; start < 2; start++) {
      assertOpened(mounted("mount -t tmpfs -o ro none '" + home + "'", child(home.toString())));
    }
    assertThat(Files.list(tmp)).hasSize(1);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aHomeThatForbidsExecutionGivesWay() throws Exception {
    assertOpened(mounted("mount -t tmpfs -o noexec none '" + home + "'", child(home.toString())));
    assertThat(Files.list(tmp)).hasSize(1);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aFullHomeGivesWay() throws Exception {
    assertOpened(mounted("mount -t tmpfs -o size=1m none '" + home + "'", child(home.toString())));
    assertThat(Files.list(tmp)).hasSize(1);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void whereNothingCanBeExecutedOneSentenceSaysWhyAndWhatToSet() throws Exception {
    String script =
        "mount -t tmpfs -o ro none '" + home + "' && mount -t tmpfs -o noexec none '" + tmp + "'";
    Outcome outcome = mounted(script, child("?", "-Dmatting4j.home=" + home));
    assertThat(outcome.output().lines()).hasSize(1);
    assertThat(outcome.output())
        .startsWith("refused: the native library of ONNX Runtime cannot be loaded: ")
        .contains(home + "/native: Read-only file system")
        .contains("/native: the file system does not allow execution (noexec)")
        .contains("set the system property matting4j.home")
        .doesNotContain("Exception");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aFolderNamedByTheHostWorksWhereNothingCanBeWritten() throws Exception {
    assertOpened(child(home.toString()).run(60, OpenOnce.class));
    Path copy;
    try (Stream<Path> copies = Files.list(home.resolve(".matting4j/native"))) {
      copy = copies.findFirst().orElseThrow();
    }
    String script = "mount -t tmpfs -o ro none '" + tmp + "'";
    assertOpened(mounted(script, child("?", "-Donnxruntime.native.path=" + copy)));
    assertOpened(mounted(script, child("?", "-Dmatting4j.home=" + home.resolve(".matting4j"))));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aFolderInTheTemporaryFolderThatOthersMayWriteToIsNotUsed() throws Exception {
    Outcome first = child("?").run(60, OpenOnce.class);
    assertOpened(first);
    Path ours = Files.list(tmp).findFirst().orElseThrow();
    Files.setPosixFilePermissions(
        ours, java.nio.file.attribute.PosixFilePermissions.fromString("rwxrwxrwx"));
    assertOpened(child("?").run(60, OpenOnce.class));
    assertThat(Files.list(tmp))
        .extracting(Path::getFileName)
        .extracting(Path::toString)
        .containsExactlyInAnyOrder(ours.getFileName().toString(), ours.getFileName() + "-2");
  }

  @Test
  void withoutALocaleItOpens() throws Exception {
    ChildJvm child = child(home.toString());
    for (String variable : List.of("LANG", "LC_ALL", "LC_CTYPE")) {
      child.environment(variable, "C");
    }
    assertOpened(child.run(60, OpenOnce.class));
  }

  /** Opens a tiny graph. */
  static final class OpenOnce {
    public static void main(String[] args) throws Exception {
      byte[] graph = TinyGraphs.dynamic().identityAlpha().toBytes();
      try {
        OnnxSession.open("tiny", graph, OpenOptions.forLatency()).close();
        System.out.println("opened");
      } catch (ModelLoadException e) {
        System.out.println("refused: " + e.getMessage());
      }
    }
  }
}

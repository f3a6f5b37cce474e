package io.github.matting4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.matting4j.testing.ChildProcess;
import io.github.matting4j.testing.ChildProcess.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher scripts, with a {@code java} that only prints its arguments. */
class LauncherTest {
  private static final Path CHECKOUT = Path.of("../matting");
  private static final Path LAUNCHER = Path.of("../matting-dist/src/main/launcher/matting");

  /** Prints its arguments; makes the archive that it is asked for, whose content is its name. */
  private static final String JAVA =
      """
      #!/bin/sh
      for argument in "$@"; do
        case "$argument" in
          -XX:ArchiveClassesAtExit=* | -XX:AOTCacheOutput=*)
            echo archive > "${argument#*=}"
            echo "$@" >> "$(dirname "$0")/made"
            ;;
        esac
      done
      echo "$@" "TF_CPP_MIN_LOG_LEVEL=$TF_CPP_MIN_LOG_LEVEL"
      """;

  @TempDir Path temporary;
  private Path folder;
  private Path jdk;
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void install() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "this system has no bash");
    folder = Files.createDirectories(temporary.resolve("J\u00fcrgen's  photos/matting 1"));
    jdk = Files.createDirectories(temporary.resolve("a jdk"));
    Files.createDirectories(jdk.resolve("bin"));
    Files.createDirectories(folder.resolve("lib/ext"));
    Files.createDirectories(folder.resolve("bin"));
    Files.copy(LAUNCHER, folder.resolve("bin/matting"));
    executable(jdk.resolve("bin/java"), JAVA);
    isVersion("17.0.15");
    environment.put("JAVA_HOME", jdk.toString());
    environment.put("HOME", Files.createDirectory(temporary.resolve("home")).toString());
    environment.put("MATTING4J_HOME", "");
    environment.put("TF_CPP_MIN_LOG_LEVEL", "");
    environment.put("MATTING_JAVA_OPTS", "");
    environment.put("LC_ALL", "C.UTF-8");
  }

  private static void executable(Path file, String text) throws IOException {
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }

  private void isVersion(String version) throws IOException {
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
  }

  private Outcome run(Path script, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(script.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    return ChildProcess.run(builder);
  }

  private String launched(String... arguments) throws Exception {
    Outcome launched = run(folder.resolve("bin/matting"), arguments);
    assertThat(launched.exitCode()).as(launched.output()).isZero();
    return launched.output();
  }

  private void refuses(String... texts) throws Exception {
    Outcome launched = run(folder.resolve("bin/matting"), "--version");
    assertThat(launched.exitCode()).isEqualTo(69);
    assertThat(launched.output()).startsWith("matting: ").contains(texts).hasLineCount(1);
  }

  @Test
  void theUsersCollectorReplacesTheLaunchers() throws Exception {
    environment.put("MATTING_JAVA_OPTS", "-XX:+UseG1GC -Xmx2g");
    assertThat(launched("batch", "x"))
        .contains("-XX:+UseG1GC -Xmx2g io.github.matting4j.cli.Main batch x")
        .doesNotContain("ParallelGC", "SerialGC");
  }

  @Test
  void withoutOneTheLauncherChooses() throws Exception {
    assertThat(launched("batch", "x")).contains("ParallelGC").doesNotContain("TieredStopAtLevel");
    assertThat(launched("calibrate")).contains("SerialGC").doesNotContain("TieredStopAtLevel");
    assertThat(launched("models"))
        .contains("SerialGC", "-XX:TieredStopAtLevel=1", "-XX:Tier3BackEdgeThreshold=1000");
  }

  @Test
  void aLinkAnywhereStartsTheDistributionItLeadsTo() throws Exception {
    Path bin = Files.createDirectories(temporary.resolve("usr/bin"));
    Path first = Files.createSymbolicLink(bin.resolve("first"), folder.resolve("bin/matting"));
    Path second = Files.createSymbolicLink(bin.resolve("matting"), first.getFileName());
    Outcome launched = run(second, "--version");
    assertThat(launched.output())
        .contains("--class-path " + folder.toRealPath().resolve("lib") + "/*");
  }

  @Test
  void addOnsAreOnTheClassPathIfThereAreAny() throws Exception {
    assertThat(launched("--version")).doesNotContain("ext");
    Files.writeString(folder.resolve("lib/ext/matting-video.jar"), "");
    assertThat(launched("--version")).contains("/lib/*:" + folder.toRealPath() + "/lib/ext/*");
  }

  @Test
  void aJavaThatIsMissingOrTooOldIsNamedWithWhatToDo() throws Exception {
    isVersion("11.0.2");
    refuses("Java 17 or newer is needed", jdk + "/bin/java is version 11.0.2", "JAVA_HOME");
    isVersion("1.8.0_401");
    refuses("version 1.8.0_401");
    environment.put("JAVA_HOME", temporary.resolve("gone").toString());
    refuses("JAVA_HOME is " + temporary.resolve("gone"), "no program bin/java");
  }

  @Test
  void newerJavasAllowNativeCode() throws Exception {
    assertThat(launched("--version")).doesNotContain("native-access");
    isVersion("25");
    assertThat(launched("--version")).contains("--enable-native-access=ALL-UNNAMED");
  }

  private long timesMade() throws IOException {
    Path made = jdk.resolve("bin/made");
    if (!Files.exists(made)) {
      return 0;
    }
    List<String> runs = Files.readAllLines(made);
    assertThat(runs).allMatch(run -> run.endsWith(" " + ArchiveRun.class.getName()));
    return runs.size();
  }

  @Test
  void theFirstCutoutMakesTheArchiveOfClasses() throws Exception {
    assertThat(launched("models")).doesNotContain("SharedArchiveFile");
    assertThat(timesMade()).isZero();
    Path archives = temporary.resolve("home/.matting4j/start");
    for (int i = 0; i < 2; i++) {
      assertThat(launched("cutout", "x"))
          .contains("-XX:SharedArchiveFile=" + archives)
          .doesNotContain("ArchiveClassesAtExit");
      assertThat(timesMade()).isEqualTo(1);
    }
    assertThat(launched("models")).contains("SharedArchiveFile");
    isVersion("21.0.2");
    assertThat(launched("models")).doesNotContain("SharedArchiveFile");
    launched("cutout", "x");
    assertThat(timesMade()).isEqualTo(2);
    try (Stream<Path> files = Files.list(archives)) {
      assertThat(files).hasSize(2).allMatch(file -> file.toString().endsWith(".jsa"));
    }
    environment.put("MATTING_START_ARCHIVE", "off");
    assertThat(launched("cutout", "x")).doesNotContain("SharedArchiveFile");
  }

  @Test
  void fromJava25OnItIsACacheOfLinkedClasses() throws Exception {
    isVersion("25.0.1");
    Path archives = temporary.resolve("home/.matting4j/start");
    for (int i = 0; i < 2; i++) {
      assertThat(launched("cutout", "x"))
          .contains("-XX:AOTCache=" + archives)
          .doesNotContain("SharedArchiveFile", "AOTCacheOutput");
      assertThat(timesMade()).isEqualTo(1);
    }
    assertThat(launched("models")).contains("-XX:AOTCache=");
    assertThat(Files.readString(jdk.resolve("bin/made")))
        .contains("-XX:AOTCacheOutput=" + archives)
        .doesNotContain("ArchiveClassesAtExit");
    try (Stream<Path> files = Files.list(archives)) {
      assertThat(files).hasSize(1).allMatch(file -> file.toString().endsWith(".aot"));
    }
    isVersion("26");
    assertThat(launched("models")).as("another Java").doesNotContain("AOTCache");
    environment.put("MATTING_START_ARCHIVE", "off");
    assertThat(launched("cutout", "x")).doesNotContain("AOTCache");
  }

  /** A JVM with two of these options ends before it starts. */
  @Test
  void anArchiveOfTheUsersReplacesTheLaunchers() throws Exception {
    for (String version : List.of("17.0.15", "25.0.1")) {
      isVersion(version);
      launched("cutout", "x");
      assertThat(launched("models"))
          .contains(".matting4j/start/classes-")
          .doesNotContain("-Xshare");
      for (String option :
          List.of("-Xshare:off", "-XX:SharedArchiveFile=own.jsa", "-XX:AOTCache=own.aot")) {
        for (String variable : List.of("MATTING_JAVA_OPTS", "JAVA_TOOL_OPTIONS")) {
          environment.put(variable, option);
          assertThat(launched("cutout", "x")).as(option).doesNotContain(".matting4j/start");
          environment.put(variable, "");
        }
      }
    }
  }

  /** As it is where the disk is full, or the JVM ends on the way. */
  @Test
  void aCacheThatTheJvmCannotMakeIsTriedOnce() throws Exception {
    isVersion("25.0.1");
    executable(
        jdk.resolve("bin/java"), JAVA.replace("echo archive >", "echo >> \"$0.tried\"; : >"));
    for (int i = 0; i < 2; i++) {
      assertThat(launched("cutout", "x")).doesNotContain("AOTCache");
    }
    assertThat(Files.readString(jdk.resolve("bin/java.tried"))).hasLineCount(1);
  }

  @Test
  void theRunThatIsArchivedWritesWhatACutoutWrites() throws Exception {
    Path photo = ArchiveRun.draw(temporary);
    assertThat(ArchiveRun.toFiles(photo)).isZero();
    assertThat(temporary)
        .isDirectoryContaining("glob:**/photo_alpha.png")
        .isDirectoryContaining("glob:**/photo_composed.png")
        .isDirectoryContaining("glob:**/photo_cutout.png");
  }

  @Test
  void whereNoArchiveCanBeWrittenNoneIsMade() throws Exception {
    environment.put("MATTING4J_HOME", Files.writeString(temporary.resolve("file"), "").toString());
    assertThat(launched("cutout", "x")).doesNotContain("Archive");
    assertThat(timesMade()).isZero();
  }

  @Test
  void tensorFlowIsSilentUnlessAsked() throws Exception {
    assertThat(launched("cutout", "x")).contains("TF_CPP_MIN_LOG_LEVEL=3");
    assertThat(launched("cutout", "x", "--verbose")).doesNotContain("TF_CPP_MIN_LOG_LEVEL=3");
  }

  @Test
  void theCheckoutHasTheSameLauncher() throws Exception {
    Path checkout = temporary.resolve("checkout");
    Path built = Files.createDirectories(checkout.resolve("matting-cli/target/matting"));
    Path launcher = checkout.resolve("matting-dist/src/main/launcher/matting");
    Files.createDirectories(launcher.getParent());
    Files.createDirectories(built.resolve("lib"));
    Files.createDirectories(checkout.resolve("matting-cli/src/main"));
    Files.writeString(checkout.resolve("pom.xml"), "");
    Files.writeString(checkout.resolve("matting-cli/pom.xml"), "");
    Files.copy(LAUNCHER, launcher);
    Path script = Files.copy(CHECKOUT, checkout.resolve("matting"));
    Files.writeString(built.resolve(".built"), "");
    assertThat(run(script, "cutout", "x").output())
        .contains("-XX:SharedArchiveFile=" + built.toRealPath() + "/classes-")
        .contains("--class-path " + built.toRealPath() + "/lib/*")
        .contains("io.github.matting4j.cli.Main cutout x");
  }
}

package io.github.matting4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
          -XX:ArchiveClassesAtExit=*)
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

  /** What a script left behind. */
  private record Launched(int exit, String text) {}

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

  private Launched run(Path script, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(script.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Launched(process.waitFor(), printed);
  }

  private String launched(String... arguments) throws Exception {
    Launched launched = run(folder.resolve("bin/matting"), arguments);
    assertThat(launched.exit()).as(launched.text()).isZero();
    return launched.text();
  }

  private void refuses(String... texts) throws Exception {
    Launched launched = run(folder.resolve("bin/matting"), "--version");
    assertThat(launched.exit()).isEqualTo(69);
    assertThat(launched.text()).startsWith("matting: ").contains(texts).hasLineCount(1);
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
    assertThat(launched("models")).contains("SerialGC", "-XX:TieredStopAtLevel=1");
  }

  @Test
  void aLinkAnywhereStartsTheDistributionItLeadsTo() throws Exception {
    Path bin = Files.createDirectories(temporary.resolve("usr/bin"));
    Path first = Files.createSymbolicLink(bin.resolve("first"), folder.resolve("bin/matting"));
    Path second = Files.createSymbolicLink(bin.resolve("matting"), first.getFileName());
    Launched launched = run(second, "--version");
    assertThat(launched.text())
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
    assertThat(run(script, "cutout", "x").text())
        .contains("-XX:SharedArchiveFile=" + built.toRealPath() + "/classes-")
        .contains("--class-path " + built.toRealPath() + "/lib/*")
        .contains("io.github.matting4j.cli.Main cutout x");
  }
}

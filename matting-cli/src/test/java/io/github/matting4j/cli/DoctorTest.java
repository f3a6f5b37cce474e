package io.github.matting4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.testing.ChildJvm;
import io.github.matting4j.testing.ChildProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {
  @TempDir Path folder;

  @Test
  void theReportHasEverySectionAndFitsATerminal() {
    Cli.Result result = Cli.run("doctor", "--model-folder", folder + "/models").exits(0);
    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .startsWith("Program")
        .contains("\nTest matte\n", "\nEngines\n", "\nDevices\n", "\nFolders\n", "\nModels\n")
        .contains("\nNetwork\n", "No problem found")
        .containsPattern("(?m)^  model +portrait-starter, SHA-256\n +[0-9a-f]{64}$")
        .containsPattern("(?m)^  cpu +usable$")
        .containsPattern("(?m)^  models +\\S+,\\s+not\\s+there\\s+yet,\\s+writable, ");
  }

  @Test
  void aModelThatIsUnknownIsWrongUsage() {
    assertThat(Cli.run("doctor", "--model", "nix").exits(2).err()).contains("no model 'nix'");
  }

  @Test
  @SuppressWarnings("unchecked")
  void whatDoesNotWorkIsAProblemAndNothingPrivateIsShown() throws Exception {
    Path home = Files.createDirectories(folder.resolve("homes/ana-mustermann"));
    Path models = Files.createDirectories(home.resolve("models"));
    Files.writeString(models.resolve("pp-mattingv2-512.onnx"), "no graph");
    ChildProcess.Outcome outcome =
        ChildJvm.with(
                "-Duser.home=" + home,
                "-Duser.name=ana-mustermann",
                "-Dhttps.proxyPassword=geheim1",
                "-Djava.io.tmpdir=" + folder)
            .environment("HOME", home.toString())
            .environment("MATTING4J_HOME", "")
            .environment("USER", "ana-mustermann")
            .environment("HTTPS_PROXY", "http://ana:geheim2@proxy.firma.example:3128")
            .environment("NO_PROXY", "geheim3.example")
            .environment("AWS_SECRET_ACCESS_KEY", "geheim4")
            .environment("MATTING_JAVA_OPTS", "-Dpassword=geheim5")
            .run(
                60,
                Main.class,
                "doctor",
                "--json",
                "--model",
                "pp-mattingv2-512",
                "--model-folder",
                models.toString());
    assertThat(outcome.exitCode()).as(outcome.output()).isEqualTo(1);
    assertThat(outcome.output().toLowerCase(java.util.Locale.ROOT))
        .doesNotContain("mustermann", "geheim", "firma", "password=", "secret");
    List<Map<String, Object>> lines = Json.lines(outcome.output());
    assertThat(lines).hasSize(1);
    assertThat(lines.get(0)).containsEntry("healthy", false).containsEntry("problems", 1.0);
    Map<String, Map<String, Object>> findings =
        ((List<Map<String, Object>>) lines.get(0).get("findings"))
            .stream()
                .collect(
                    Collectors.toMap(
                        finding -> finding.get("section") + "/" + finding.get("name"),
                        Function.identity()));
    assertThat(findings.get("Test matte/matte"))
        .containsEntry("status", "problem")
        .extracting("value", org.assertj.core.api.InstanceOfAssertFactories.STRING)
        .contains("~/models/pp-mattingv2-512.onnx");
    assertThat(findings.get("Network/proxy"))
        .containsEntry("value", "HTTPS_PROXY (http, port 3128, with user and password), NO_PROXY");
    assertThat(findings.get("Folders/home").get("value")).asString().startsWith("~/.matting4j, ");
    assertThat(findings.get("Devices/cuda:0").get("value"))
        .asString()
        .matches("usable|not usable: .+")
        .doesNotContain("is required");
    assertThat(findings).containsKeys("Models/calibration", "Program/Java");
  }
}

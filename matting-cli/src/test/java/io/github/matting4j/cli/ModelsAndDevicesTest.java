package io.github.matting4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.MattingModels;
import io.github.matting4j.testing.ChildJvm;
import io.github.matting4j.testing.ChildProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Which model, on what: {@code matting models}, and what {@code cutout} says when one is wanting.
 */
class ModelsAndDevicesTest {
  @TempDir Path folder;
  private String photo;
  private String output;

  @BeforeEach
  void drawPhoto() throws Exception {
    photo = Pictures.portrait(folder.resolve("ana.jpg")).toString();
    output = folder.resolve("out.png").toString();
  }

  private Cli.Result models(String... more) {
    String[] arguments = new String[more.length + 3];
    arguments[0] = "models";
    arguments[1] = "--model-folder";
    arguments[2] = folder.toString();
    System.arraycopy(more, 0, arguments, 3, more.length);
    return Cli.run(arguments).exits(0);
  }

  @Test
  void theTableFitsATerminalAndSaysWhatIsReady() {
    Cli.Result result = models();
    assertThat(result.out())
        .startsWith("Model folder: " + folder)
        .containsPattern("(?m)^id +state +size  what for$")
        .containsPattern("(?m)^portrait-starter +ready +3 MB  Built in")
        .containsPattern("(?m)^pp-mattingv2-512 +- +36 MB  The fastest")
        .contains("'matting models install ID'");
    assertThat(result.out().lines().skip(1)).allMatch(line -> line.length() <= 80);
    assertThat(result.err()).isEmpty();
  }

  @Test
  void oneModelIsShownWithItsLicenceAndAddress() {
    String folderName = folder.toString();
    Cli.Result shown =
        Cli.run("models", "show", "pp-mattingv2-512", "--model-folder", folderName).exits(0);
    assertThat(shown.out())
        .contains(
            "missing: no weights in " + folder,
            "'matting models install pp-mattingv2-512'",
            "licence of the weights: Apache-2.0 (PaddleSeg)",
            "commercial use: not stated",
            "https://paddleseg.bj.bcebos.com/",
            "daff48b08c61958b9a21093791f6aed8eb3939b34b7418e40c18b2348136893d");
    assertThat(Cli.run("models", "show", "nix").exits(2).err()).contains("no model 'nix'");
  }

  @Test
  void theJsonHasOneObjectAModel() throws Exception {
    List<Map<String, Object>> models = Json.lines(models("--json").out());
    assertThat(models).hasSizeGreaterThan(8);
    assertThat(models)
        .allSatisfy(
            model ->
                assertThat(model)
                    .containsKeys(
                        "id",
                        "ready",
                        "state",
                        "remedy",
                        "title",
                        "licence",
                        "licenceUrl",
                        "commercialUse",
                        "source"));
    assertThat(models)
        .filteredOn(model -> model.get("id").equals("portrait-starter"))
        .singleElement()
        .satisfies(model -> assertThat(model).containsEntry("ready", true));
    assertThat(models)
        .filteredOn(model -> model.get("ready").equals(false))
        .allSatisfy(model -> assertThat((String) model.get("remedy")).isNotBlank());
  }

  @Test
  void aFileInTheModelFolderMakesAModelReady() throws Exception {
    Files.writeString(folder.resolve("pp-mattingv2-512.onnx"), "not looked into");
    assertThat(models().out()).containsPattern("(?m)^pp-mattingv2-512 +ready ");
  }

  @Test
  void anUnknownModelIsWrongUsageAndTheOthersAreListed() {
    Cli.Result result = Cli.run("cutout", photo, "-o", output, "--model", "nix").exits(2);
    assertThat(result.err())
        .contains("no model 'nix'; known models: ", "portrait-starter", "pp-mattingv2-512")
        .hasLineCount(2);
  }

  @Test
  void aMissingModelFileIsNamedWithWhatToDo() {
    String file = folder.resolve("gone.onnx").toString();
    Cli.Result named =
        Cli.run("cutout", photo, "-o", output, "--model", "pp-mattingv2-512", "--model-file", file)
            .exits(3);
    assertThat(named.err()).contains(file, "check the path");
    Cli.Result looked =
        Cli.run("cutout", photo, "-o", output, "--model", "pp-mattingv2-512").exits(3);
    assertThat(looked.err())
        .contains("no weights in no-such-folder", "matting models install pp-mattingv2-512");
  }

  @Test
  void aModelFileOfSomethingElseIsNamed() throws Exception {
    Path page = Files.writeString(folder.resolve("page.onnx"), "<!DOCTYPE html><html>404</html>");
    Path rubbish = Files.write(folder.resolve("rubbish.onnx"), new byte[5000]);
    for (Path file : List.of(page, rubbish, folder)) {
      Cli.Result result =
          Cli.run(
                  "cutout",
                  photo,
                  "-o",
                  output,
                  "--model",
                  "modnet-mobilenetv2",
                  "--model-file",
                  file.toString())
              .exits(3);
      assertThat(result.err()).startsWith("matting: ").contains(file.toString());
    }
    assertThat(Path.of(output)).doesNotExist();
  }

  @Test
  void aDemandedDeviceThatIsNotThereIsRefusedWithEveryReason() {
    Assumptions.assumeFalse(
        Files.exists(Path.of("/dev/nvidiactl")) || Files.exists(Path.of("/dev/dxg")),
        "a machine with an NVIDIA driver");
    for (String device : List.of("cuda", "cuda:1", "tensorrt")) {
      Cli.Result result = Cli.run("cutout", photo, "-o", output, "--device", device).exits(4);
      assertThat(result.err())
          .contains("is required and does not work", "no onnxruntime_gpu", "no NVIDIA device");
    }
    assertThat(Path.of(output)).doesNotExist();
  }

  @Test
  void theJsonOfAPhotoSaysWhatWasDone() throws Exception {
    Cli.Result result =
        Cli.run("cutout", photo, "gone.jpg", "-o", folder + "/results/", "--json").exits(1);
    List<Map<String, Object>> lines = Json.lines(result.out());
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0))
        .containsEntry("photo", photo)
        .containsEntry("width", 180.0)
        .containsEntry("height", 240.0)
        .containsEntry("model", "portrait-starter")
        .containsEntry("device", "cpu")
        .containsKeys(
            "modelSha256",
            "recipeSha256",
            "graph",
            "engine",
            "threads",
            "network",
            "millis",
            "files",
            "warnings");
    assertThat(lines.get(0).get("modelSha256").toString()).matches("[0-9a-f]{64}");
    assertThat(map(lines.get(0).get("millis")))
        .containsOnlyKeys("read", "matte", "prepare", "infer", "finish", "write");
    assertThat(map(lines.get(0).get("files")))
        .containsOnlyKeys("alpha", "composed", "cutout")
        .allSatisfy((name, file) -> assertThat(Path.of(file.toString())).exists());
    assertThat(lines.get(1)).containsEntry("photo", "gone.jpg").containsKeys("error", "message");
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Object value) {
    return (Map<String, Object>) value;
  }

  @Test
  void listingLoadsNoNativeLibrary() throws Exception {
    Assumptions.assumeTrue(Files.exists(Path.of("/proc/self/maps")), "no /proc here");
    ChildProcess.Outcome listed = ChildJvm.with().run(60, Maps.class, "list");
    assertThat(listed.exitCode()).as(listed.output()).isZero();
    assertThat(listed.output())
        .contains("portrait-starter")
        .doesNotContain("onnxruntime", "libtensorflow");
    ChildProcess.Outcome opened = ChildJvm.with().run(60, Maps.class, "open");
    assertThat(opened.output()).as("the check sees a loaded library").contains("onnxruntime");
  }

  /** Lists or opens models, then prints the libraries that are mapped into the process. */
  static final class Maps {
    public static void main(String[] args) throws Exception {
      if (args[0].equals("open")) {
        MattingModels.open("portrait-starter").close();
      }
      MattingModels.list().forEach(model -> System.out.println(model.id()));
      try (var lines = Files.lines(Path.of("/proc/self/maps"))) {
        lines.filter(line -> line.contains(".so")).forEach(System.out::println);
      }
    }
  }
}

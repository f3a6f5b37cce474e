package io.github.matting4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.testdata.onnx.Dim;
import io.github.matting4j.testdata.onnx.ElementType;
import io.github.matting4j.testdata.onnx.GraphBuilder;
import io.github.matting4j.testdata.onnx.TensorPayload;
import io.github.matting4j.testdata.onnx.TinyGraphs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A network of the user's own, from {@code models add} to every command that takes a model. */
class OwnNetworkCommandsTest {
  private static final String RECIPE =
      """
      title: Brightness
      size: {shortSideAtMost: 64, multipleOf: 16}
      output: alpha
      """;

  @TempDir Path folder;
  private Path weights;
  private Path recipe;
  private Path models;

  @BeforeEach
  void writeNetwork() throws IOException {
    weights = folder.resolve("Brightness 2.onnx");
    recipe = Files.writeString(folder.resolve("any.yaml"), RECIPE);
    models = folder.resolve("models");
    brightness().build().write(weights);
  }

  /** The mean of the colours, after convolutions that can be quantised. */
  static GraphBuilder brightness() {
    GraphBuilder graph = new GraphBuilder("brightness");
    Dim rows = Dim.named("rows");
    Dim columns = Dim.named("columns");
    String x = graph.input("img", ElementType.FLOAT, Dim.of(1), Dim.of(3), rows, columns);
    String mean = filters(graph, "mean", 2, 3, 1f / 3, 1f / 3, 1f / 3, 1, 1, 1);
    String first = filters(graph, "first", 1, 2, 1, 0);
    String same = filters(graph, "same", 1, 1, 1);
    String y = graph.node("Conv", List.of(x, mean));
    y = graph.node("Conv", List.of(y, first));
    graph.rename(graph.node("Conv", List.of(y, same)), "alpha");
    graph.output("alpha", ElementType.FLOAT, Dim.of(1), Dim.of(1), rows, columns);
    return graph;
  }

  private static String filters(GraphBuilder graph, String name, int out, int in, float... values) {
    return graph.tensor(name, ElementType.FLOAT, TensorPayload.of(values), out, in, 1, 1);
  }

  private Cli.Result run(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--model-folder", models.toString()));
    return Cli.run(all.toArray(String[]::new));
  }

  private Cli.Result add(String... more) {
    List<String> all = new ArrayList<>(List.of("models", "add", weights.toString()));
    all.addAll(List.of("--recipe", recipe.toString(), "--no-check"));
    all.addAll(List.of(more));
    return run(all.toArray(String[]::new));
  }

  private String[] added() throws IOException {
    return Files.isDirectory(models)
        ? List.of(Pictures.names(models)).stream()
            .filter(name -> !name.equals(".recipes.lock"))
            .toArray(String[]::new)
        : new String[0];
  }

  @Test
  void everyCommandTakesTheId() throws Exception {
    Cli.Result result = add().exits(0);
    assertThat(result.out())
        .contains(
            "input    img: float[1,3,?,?]",
            "output   alpha: float[1,1,?,?], computed by Conv",
            "Recipe of 'brightness-2':",
            "known    the recipe is that of " + recipe,
            "Added: " + models.resolve("brightness-2.recipe.yaml"),
            "weights copied to " + models.resolve("brightness-2.onnx"),
            "matting cutout PHOTO --model brightness-2");
    assertThat(added()).containsExactly("brightness-2.onnx", "brightness-2.recipe.yaml");
    assertThat(run("models").exits(0).out()).contains("brightness-2", "ready", "Brightness");

    Path photos = Files.createDirectory(folder.resolve("photos"));
    for (int i = 0; i < 12; i++) {
      int grey = 20 * i * 0x010101;
      Pictures.halves(64, 48, grey, 0xFFFFFF - grey, photos.resolve("photo" + i + ".png"));
    }
    String photo = photos.resolve("photo3.png").toString();
    Path cut = Files.createDirectory(folder.resolve("cut"));
    run("cutout", photo, "-o", cut + "/", "--model", "brightness-2", "--refine", "none").exits(0);
    assertThat(Pictures.samples(cut.resolve("photo3_alpha.png"))[0]).isBetween(59, 61);
    run("batch", photo, "-o", "" + folder.resolve("b"), "--model", "brightness-2").exits(0);
    String results = folder.resolve("e").toString();
    assertThat(
            run("evaluate", "--images", "" + photos, "--models", "brightness-2", "-o", results)
                .exits(0)
                .text())
        .contains("brightness-2");
    Path file = folder.resolve("calibration.properties");
    run("calibrate", photo, "--models", "brightness-2", "-o", "" + file).exits(0);
    assertThat(Files.readString(file)).contains("brightness-2");
    Path small = folder.resolve("small.onnx");
    run("quantize", "brightness-2", "--photos", "" + photos, "-o", "" + small).exits(0);
    run("cutout", photo, "-o", cut + "/", "--model", "brightness-2", "--model-file", "" + small)
        .exits(0);
  }

  @Test
  void showPrintsTheRecipeInForceAndRemoveKeepsWhatIsLinked() throws Exception {
    add("--link", "--id", "mine").exits(0);
    assertThat(added()).containsExactly("mine.recipe.yaml");
    assertThat(run("models", "show", "mine").exits(0).out())
        .contains(
            "mine: ready (" + weights + ")",
            "recipe in force (" + models.resolve("mine.recipe.yaml") + "):",
            "size: {shortSideAtMost: 64, multipleOf: 16}",
            "file: ");
    assertThat(run("models", "remove", "mine").exits(0).out())
        .contains("mine: removed; its weights stay at " + weights);
    assertThat(added()).isEmpty();
    assertThat(weights).exists();
    add("--id", "mine").exits(0);
    assertThat(run("models", "remove", "mine").exits(0).out())
        .isEqualToIgnoringNewLines("mine: removed");
    assertThat(added()).isEmpty();
  }

  @Test
  void verifyFindsWeightsThatChanged() throws Exception {
    add("--id", "mine").exits(0);
    assertThat(run("models", "verify").exits(0).out()).contains("mine: as added (");
    Files.write(models.resolve("mine.onnx"), new byte[1], StandardOpenOption.APPEND);
    assertThat(run("models", "verify", "mine").exits(4).err())
        .contains("mine.onnx has the SHA-256 ", "mine.recipe.yaml requires ");
  }

  @Test
  void anIdThatIsTakenIsRefused() throws Exception {
    add("--id", "mine").exits(0);
    assertThat(add("--id", "mine").exits(2).err())
        .contains("there is a network 'mine' already", "--replace");
    add("--id", "mine", "--replace").exits(0);
    assertThat(add("--id", "portrait-starter").exits(2).err())
        .contains("'portrait-starter' is the id of another model; use another --id");
    assertThat(add("--id", "Mine!").exits(2).err()).contains("lower-case letters");
    assertThat(added()).containsExactly("mine.onnx", "mine.recipe.yaml");
  }

  @Test
  void nothingIsWrittenWithoutNeed() throws Exception {
    Cli.Result result = add("--dry-run", "--id", "mine").exits(0);
    assertThat(result.out()).contains("title: \"Brightness\"", "sha256: ");
    assertThat(added()).isEmpty();
    Files.writeString(recipe, "title: x\nmeans: 0\n");
    assertThat(add().exits(3).err())
        .contains(recipe + ", line 2: the key 'means' is unknown; did you mean 'mean'?");
    assertThat(run("models", "add", "" + weights, "--recipe", "modnett").exits(2).err())
        .contains("neither a file nor a known network", "modnet");
    assertThat(run("models", "add", "" + recipe).exits(3).err())
        .contains("is not a complete ONNX model");
    assertThat(added()).isEmpty();
  }

  /** The check refuses what does not open; nothing is written then. */
  @Test
  void aGraphThatDoesNotFitItsRecipeIsNotAdded() throws Exception {
    TinyGraphs.fixed(32, 32).identityAlpha().write(weights);
    Files.writeString(recipe, "output: matte\n");
    Cli.Result result = run("models", "add", "" + weights, "--recipe", "" + recipe).exits(3);
    assertThat(result.err()).contains("matte", "alpha");
    assertThat(added()).isEmpty();
  }

  @Test
  void aBrokenRecipeIsListedWithWhatIsWrong() throws Exception {
    Files.createDirectories(models);
    Files.writeString(models.resolve("bad.recipe.yaml"), "title: x\nmeans: 0\n");
    assertThat(run("models").exits(0).out()).contains("bad", "broken");
    assertThat(run("models", "show", "bad").exits(0).out())
        .contains("bad.recipe.yaml, line 2: the key 'means' is unknown");
    assertThat(run("models", "remove", "bad").exits(0).out()).contains("bad: removed");
    assertThat(added()).isEmpty();
  }

  @Test
  void findReadsTheFoldersOfOtherTools() throws Exception {
    Path home = Files.createDirectories(folder.resolve("home"));
    Path cache = Files.createDirectories(home.resolve(".u2net"));
    Files.copy(weights, cache.resolve("my net.onnx"));
    Files.writeString(cache.resolve("broken.onnx"), "nothing");
    Files.writeString(cache.resolve("old.pth"), "nothing");
    String before = System.getProperty("user.home");
    System.setProperty("user.home", home.toString());
    try {
      String out = run("models", "find").exits(0).out();
      assertThat(out)
          .contains(
              "rembg, ",
              "my net.onnx",
              "not known",
              "matting models add '" + cache.resolve("my net.onnx") + "' --link --id my-net",
              "broken.onnx is not a complete ONNX model",
              "weights of PyTorch, which cannot be used");
      Path linked = cache.resolve("my net.onnx");
      run("models", "add", "" + linked, "--link", "--no-check", "--recipe", "" + recipe).exits(0);
      assertThat(run("models", "find").exits(0).out()).contains("added already, as my-net");
    } finally {
      System.setProperty("user.home", before);
    }
  }
}

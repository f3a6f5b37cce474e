package io.github.matting4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --check} and {@code --zoom}, with a network whose alpha is the brightness of a photo. */
class SecondRunsTest {
  @TempDir Path folder;
  private Path models;
  private Path results;

  @BeforeEach
  void addNetwork() throws Exception {
    models = Files.createDirectory(folder.resolve("models"));
    results = folder.resolve("results");
    OwnNetworkCommandsTest.brightness().build().write(models.resolve("brightness.onnx"));
    Files.writeString(
        models.resolve("brightness.recipe.yaml"),
        "size: {shortSideAtMost: 64, multipleOf: 16}\noutput: alpha\n");
  }

  /** A square of this brightness in the middle of black. */
  private Path square(String name, int size, int side, double brightness) throws Exception {
    BufferedImage image = new BufferedImage(size, size, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    int level = (int) Math.round(255 * brightness);
    g.setColor(new Color(level, level, level));
    g.fillRect((size - side) / 2, (size - side) / 2, side, side);
    g.dispose();
    Path file = folder.resolve(name);
    assertThat(ImageIO.write(image, "png", file.toFile())).isTrue();
    return file;
  }

  private Cli.Result run(String command, Path photos, String... more) {
    List<String> all = new ArrayList<>(List.of(command, photos.toString()));
    all.addAll(List.of("-o", results.toString(), "--model", "brightness"));
    all.addAll(List.of("--model-folder", models.toString(), "--background", "none"));
    all.addAll(List.of(more));
    return Cli.run(all.toArray(String[]::new)).exits(0);
  }

  /** Much is undecided; the mirrored run gives the same matte, so it is no longer in doubt. */
  @Test
  void checkChangesTheFlagsAndNoPicture() throws Exception {
    Path photo = square("doubtful.png", 64, 40, 0.85);
    Cli.Result plain = run("cutout", photo);
    assertThat(plain.out()).contains("check: LARGE_UNDECIDED");
    byte[] matte = Files.readAllBytes(results.resolve("doubtful_alpha.png"));
    byte[] cutout = Files.readAllBytes(results.resolve("doubtful_cutout.png"));

    Cli.Result checked = run("cutout", photo, "--check");
    assertThat(checked.out()).contains("doubtful.png").doesNotContain("LARGE_UNDECIDED");
    assertThat(Files.readAllBytes(results.resolve("doubtful_alpha.png"))).isEqualTo(matte);
    assertThat(Files.readAllBytes(results.resolve("doubtful_cutout.png"))).isEqualTo(cutout);

    Path photos = Files.createDirectory(folder.resolve("photos"));
    Files.move(photo, photos.resolve("doubtful.png"));
    assertThat(run("batch", photos).out()).contains("check: LARGE_UNDECIDED");
    results = folder.resolve("checked");
    assertThat(run("batch", photos, "--check").out())
        .contains("1 done")
        .doesNotContain("LARGE_UNDECIDED");
  }

  @Test
  void zoomShowsTheNetworkASmallSquareLarger() throws Exception {
    Path photo = square("small.png", 256, 40, 1);
    String plain = run("cutout", photo, "--json").out();
    assertThat(plain).contains("\"network\":\"64x64\"").doesNotContain("\"zoom\"");
    String zoomed = run("cutout", photo, "--json", "--zoom", "auto").out();
    assertThat(zoomed).contains("\"zoom\":{\"crops\":1,\"joined\":1,\"millis\":");
    assertThat(zoomed).doesNotContain("\"network\":\"64x64\"");
    assertThat(run("cutout", photo, "--zoom", "auto").out()).contains("1 of 1 crop used)");
    assertThat(run("cutout", photo, "--zoom", "off").out()).doesNotContain("crop");
  }

  /** Mattes with and without zoom differ, so one is not taken for the other. */
  @Test
  void aBatchIsDoneAgainWithAnotherZoom() throws Exception {
    Path photos = Files.createDirectory(folder.resolve("photos"));
    Files.move(square("small.png", 256, 40, 1), photos.resolve("small.png"));
    assertThat(run("batch", photos).out()).contains("1 done, 0 unchanged");
    assertThat(run("batch", photos).out()).contains("0 done, 1 unchanged");
    assertThat(run("batch", photos, "--zoom", "auto").out()).contains("1 done, 0 unchanged");
    assertThat(run("batch", photos, "--zoom", "auto").out()).contains("0 done, 1 unchanged");
  }
}

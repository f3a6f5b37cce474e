package io.github.matting4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code matting cutout} refuses, and what it says then. */
class CutoutRefusalsTest {
  @TempDir Path folder;
  private byte[] original;

  @BeforeEach
  void drawPhotos() throws Exception {
    original = Files.readAllBytes(Pictures.portrait(folder.resolve("ana.jpg")));
    Files.write(folder.resolve("ana.png"), original);
    Files.write(folder.resolve("bea.jpg"), original);
  }

  /** Arguments in one line; {@code @} is the folder. */
  private Cli.Result run(String line) {
    List<String> arguments = new ArrayList<>();
    for (String word : line.split(" ")) {
      arguments.add(word.replace("@", folder + "/").replace("''", ""));
    }
    return Cli.run(arguments.toArray(String[]::new));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "cutout|Missing required parameter: 'PHOTO'",
        "cutout @ana.jpg -o @ana.jpg --background white|would overwrite the photo",
        "cutout @ana.png -o @ana.png|would overwrite the photo",
        "cutout @ana.png -o @x/../ana.png|would overwrite the photo",
        "cutout @ana.jpg -o @out.png --alpha @out.png|would overwrite another result",
        "cutout @ana.jpg @ana.png -o @out/|would overwrite the result of",
        "cutout @ana.jpg @ana.jpg -o @out/|would overwrite the result of",
        "cutout @ana.jpg -o @ana.png --background @ana.png|would overwrite",
        "cutout @ana.jpg -o @bea.jpg --background @bea.jpg|would overwrite",
        "cutout @ana.jpg @bea.jpg -o @bea.jpg|several photos",
        "cutout @ana.jpg @bea.jpg -o -|several photos",
        "cutout @ana.jpg @bea.jpg --alpha @m.png|several photos",
        "cutout @ana.jpg -o @out.jpg|JPEG has no transparency",
        "cutout @ana.jpg -o @out.gif|use .png, .jpg, .jpeg, .tif or .tiff",
        "cutout @ana.jpg -o ''|-o is empty",
        "cutout '' -o @out/|is no name of a file",
        "cutout @ana.jpg -o @bea.jpg/|-o is to be a folder, but",
        "cutout / -o @out/|is no name of a file",
        "cutout @ana.jpg -o @out.png --alpha @m.jpg|mattes are written as PNG",
        "cutout @ana.jpg -o @out.png --bits 12|--bits is 12; it must be 8 or 16",
        "cutout @ana.jpg -o @out.png --floor 0.3|--floor is 0.3; it must be 0 (off) to 0.25",
        "cutout @ana.jpg -o @out.png --bits many|'many' is not an int",
        "cutout @ana.jpg -o @out.png --background beige|\"beige\" is not a colour; use #rrggbb",
        "cutout @ana.jpg -o @out.png --background @|is a folder",
        "cutout @ana.jpg -o @out.png --background @none.jpg|there is no such file",
        "cutout @ana.jpg -o @out.png --fit wide|'wide'",
        "cutout @ana.jpg -o @out.png --refine much|'much'",
        "cutout @ana.jpg @bea.jpg -o @out/ --trimap @ana.png|drawn on one photo",
        "cutout @ana.jpg -o @out.png --trimap @none.png|none.png",
        "cutout @ana.jpg -o @ana.png --trimap @ana.png|would overwrite",
        "batch @ana.jpg -o @out/ --trimap @ana.png|Unknown option: '--trimap'",
        "cutout @ana.jpg -o @out.png --background @bea.jpg --fit contain --bars beige|--bars: \"beige\" is no",
        "cutout @ana.jpg -o @out.png --background @bea.jpg --bars red|no effect without --fit contain",
        "cutout @ana.jpg -o @out.png --background white --fit stretch|--background is no picture",
        "cutout @ana.jpg -o @out.png --fit stretch|--background is no picture",
        "cutout @ana.jpg -o @out.png --bits 16 --truncate|no effect with --bits 16",
        "cutout @ana.jpg -o @out.png --crop --scale 50%|both say how large",
        "cutout @ana.jpg -o @out.png --crop-margin 5%|--crop-margin needs --crop",
        "cutout @ana.jpg -o @out.png --crop --crop-margin 5em|write a share such as 80%",
        "cutout @ana.jpg -o @out.png --crop --crop-margin 101%|it must be in 0..1",
        "cutout @ana.jpg -o @out.png --size 800|--size is 800; write it as 800x600",
        "cutout @ana.jpg -o @out.png --size 0x600|sides must be 1 to 20000",
        "cutout @ana.jpg -o @out.png --scale 0%|it must be more than 0",
        "cutout @ana.jpg -o @out.png --scale half|write a share such as 80%",
        "cutout @ana.jpg -o @out.png --position left|write center, original or two shares",
        "cutout @ana.jpg -o @out.png --position 50%,120%|both must be in 0..1",
        "cutout @ana.jpg -o @out.png --icc drop|'drop'",
        "cutout @ana.jpg -o @out.png --icc refuse|it must be convert or keep",
        "cutout @ana.jpg -o @out.png --icc keep --background @bea.jpg|do not go together",
        "cutout @ana.jpg -o - --output-format jpg|JPEG has no transparency",
        "cutout @ana.jpg -o @out.png --output-format webp|'webp'",
        "cutout @ana.jpg -o @out.png --threads 0|threads is 0; it must be at least 1",
        "cutout @ana.jpg -o @out.png --device gpu|device is 'gpu'; write cpu, cuda",
        "cutout @ana.jpg -o @out.png --model-file @x.onnx|--model-file needs --model",
        "cutout @ana.jpg -o @out.png --modell x|Unknown option: '--modell'",
        "cutuot @ana.jpg|Did you mean",
        "@ana.jpg|for this photo run 'matting cutout"
      })
  void wrongUsageIsRefusedWithAReasonBeforeAnythingIsWritten(String line, String fragment)
      throws Exception {
    Cli.Result result = run(line).exits(2);
    assertThat(result.err()).startsWith("matting: ").contains(fragment, "--help");
    assertThat(result.out()).isEmpty();
    for (String name : new String[] {"ana.jpg", "ana.png", "bea.jpg"}) {
      assertThat(folder.resolve(name)).hasBinaryContent(original);
    }
    assertThat(folder.resolve("out.png")).doesNotExist();
  }

  @Test
  void aLinkToThePhotoIsThePhoto() throws Exception {
    Files.createSymbolicLink(folder.resolve("link.png"), folder.resolve("ana.png"));
    Files.createSymbolicLink(folder.resolve("there"), folder);
    assertThat(run("cutout @ana.png -o @link.png").exits(2).err()).contains("would overwrite");
    assertThat(run("cutout @ana.png -o @there/ana.png").exits(2).err()).contains("overwrite");
    assertThat(folder.resolve("ana.png")).hasBinaryContent(original);
  }

  @Test
  void aTrimapOfAnotherSizeIsNamed() throws Exception {
    Pictures.halves(30, 20, 0, 0xFFFFFF, folder.resolve("small.png"));
    Cli.Result result = run("cutout @ana.jpg -o @out.png --trimap @small.png").exits(1);
    assertThat(result.err())
        .startsWith("matting: --trimap is 30x20 but ")
        .contains("ana.jpg is 180x240; draw it on the photo");
    assertThat(folder.resolve("out.png")).doesNotExist();
  }

  @Test
  void aRefusedJobLeavesNoNewFolderBehind() {
    run("cutout @ana.jpg @ana.png -o @fresh/").exits(2);
    run("cutout @ana.jpg @bea.jpg -o @fresh/ --model nix").exits(2);
    run("cutout @ana.jpg @bea.jpg -o @fresh/ --model pp-mattingv2-512").exits(3);
    assertThat(folder.resolve("fresh")).doesNotExist();
  }

  @Test
  void ofGoodAndBrokenPhotosTheGoodOnesAreWrittenAndTheOthersNamed() throws Exception {
    byte[] half = java.util.Arrays.copyOf(original, original.length / 2);
    Files.write(folder.resolve("half.jpg"), half);
    Files.writeString(folder.resolve("text.jpg"), "this is no picture");
    Files.createDirectory(folder.resolve("folder.jpg"));
    Cli.Result result =
        run("cutout @half.jpg @ana.jpg @text.jpg @gone.jpg @folder.jpg @bea.jpg -o @out").exits(1);
    assertThat(Pictures.names(folder.resolve("out")))
        .containsExactly(
            "ana_alpha.png",
            "ana_composed.png",
            "ana_cutout.png",
            "bea_alpha.png",
            "bea_composed.png",
            "bea_cutout.png");
    assertThat(result.err().lines())
        .hasSize(4)
        .allMatch(line -> line.startsWith("matting: "))
        .anyMatch(line -> line.contains("half.jpg"))
        .anyMatch(line -> line.contains("text.jpg"))
        .anyMatch(line -> line.contains("gone.jpg") && line.contains("no such file"))
        .anyMatch(line -> line.contains("folder.jpg is a folder"));
    assertThat(result.out()).contains("ana.jpg (180x240)", "bea.jpg (180x240)");
  }

  @Test
  void aResultThatCannotBeWrittenIsOneFailedPhoto() throws Exception {
    Files.createDirectories(folder.resolve("out/ana_composed.png"));
    Cli.Result result = run("cutout @ana.jpg @bea.jpg -o @out").exits(1);
    assertThat(result.err()).contains("ana_composed.png: is a folder");
    assertThat(Pictures.names(folder.resolve("out")))
        .contains("bea_cutout.png")
        .noneMatch(name -> name.endsWith(".tmp"));
  }

  @Test
  void aFolderThatDoesNotExistForASingleFileIsNamed() {
    Cli.Result result = run("cutout @ana.jpg -o @nowhere/out.png").exits(1);
    assertThat(result.err()).contains("nowhere does not exist");
  }

  @Test
  void aPhotoTooLargeForTheHeapFailsAlone() throws Exception {
    Pictures.halves(3000, 3000, 0x808080, 0x909090, folder.resolve("large.png"));
    Pictures.halves(2200, 2200, 0x808080, 0x909090, folder.resolve("larger than it looks.png"));
    String[] photos = {"cutout", "large.png", "larger than it looks.png", "ana.jpg", "-o", "out"};
    Cli.Result result = Cli.java(folder, Cli.EMPTY, 40, Main.class, photos).exits(1);
    assertThat(result.err().lines())
        .hasSize(2)
        .anyMatch(line -> line.matches("matting: large.png: .*(memory|heap).*"))
        .anyMatch(line -> line.matches("matting: larger than it looks.png: .*(memory|heap).*"));
    assertThat(Pictures.names(folder.resolve("out")))
        .containsExactly("ana_alpha.png", "ana_composed.png", "ana_cutout.png");
  }
}

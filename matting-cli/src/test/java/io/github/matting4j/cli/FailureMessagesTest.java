package io.github.matting4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.matting4j.cli.console.Trouble;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every failure that arguments and files can bring about, through the real command: the person
 * reads what went wrong, with the file or the value, and what to do, in words that are not Java's.
 */
class FailureMessagesTest {
  private static final int MAX_LINES = 3;

  private static final List<Pattern> JAVA_WORDS =
      List.of(
          Pattern.compile("[a-z]+\\.[a-z]+[.$][A-Z]"), // a class
          Pattern.compile("Exception|Throwable|\\w+Error\\b"),
          Pattern.compile("\\w+\\(\\)"), // a method
          Pattern.compile("\\b[A-Z]\\w+\\.[a-z]+[A-Z]\\w*"), // Type.itsMethod
          Pattern.compile("\\b[a-z]+[A-Z]\\w*\\.[a-z]\\w*"), // value.method
          Pattern.compile("\\bnull\\b|(?<![\\w/])NaN\\b|overflow|duplicate element"));

  @TempDir static Path folder;

  @BeforeAll
  static void makeFiles() throws IOException {
    Path photo = Pictures.portrait(folder.resolve("ana.jpg"));
    byte[] jpeg = Files.readAllBytes(photo);
    Files.write(folder.resolve("cut.jpg"), Arrays.copyOf(jpeg, jpeg.length / 2));
    Files.writeString(folder.resolve("text.jpg"), "this is no picture");
    Files.write(folder.resolve("empty.jpg"), new byte[0]);
    Files.write(folder.resolve("webp.jpg"), "RIFF....WEBPVP8 ".getBytes(StandardCharsets.US_ASCII));
    byte[] damaged = jpeg.clone();
    Arrays.fill(damaged, jpeg.length / 2, jpeg.length / 2 + 400, (byte) 0);
    Files.write(folder.resolve("damaged.jpg"), damaged);
    Pictures.halves(1200, 1000, 0x808080, 0x909090, folder.resolve("large.png"));
    byte[] png = Files.readAllBytes(folder.resolve("large.png"));
    Arrays.fill(png, 16, 24, (byte) 0);
    Files.write(folder.resolve("zero.png"), png);
    Files.createDirectory(folder.resolve("folder"));
    Files.createDirectory(folder.resolve("few"));
    Files.copy(photo, folder.resolve("few/ana.jpg"));
    Path models = Files.createDirectory(folder.resolve("models"));
    Files.writeString(models.resolve("pp-mattingv2-512.onnx"), "this is no model");
    Files.writeString(folder.resolve("broken.onnx"), "this is no model");
    Path badRecipe = Files.createDirectories(folder.resolve("recipe"));
    Files.writeString(badRecipe.resolve("pp-mattingv2-512.onnx"), "this is no model");
    Files.writeString(badRecipe.resolve("deploy.yaml"), "Deploy: [unclosed");
    Files.writeString(folder.resolve("list.txt"), "gone.jpg\n");
    if (Files.exists(Path.of("/dev/full"))) {
      Files.createSymbolicLink(folder.resolve("full.png"), Path.of("/dev/full"));
    }
  }

  private static String[] arguments(String line) {
    List<String> arguments = new ArrayList<>();
    for (String word : line.split(" ")) {
      arguments.add(word.replace("@", folder + "/"));
    }
    return arguments.toArray(String[]::new);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        // photos
        "1|cutout @gone.jpg -o @o.png|gone.jpg",
        "1|cutout @folder -o @o.png|matting batch",
        "1|cutout @cut.jpg -o @o.png|--damaged accept",
        "1|cutout @text.jpg -o @o.png|text.jpg",
        "1|cutout @empty.jpg -o @o.png|empty.jpg",
        "1|cutout @webp.jpg -o @o.png|webp.jpg",
        "1|cutout @damaged.jpg -o @o.png|damaged.jpg",
        "1|cutout @zero.png -o @o.png|zero.png",
        "1|cutout @large.png -o @o.png --max-megapixels 1|--max-megapixels",
        "1|cutout @large.png -o @o.png --max-file-size 1KB|--max-file-size",
        "1|cutout @ana.jpg -o @o.png --read-timeout 0.000001|--read-timeout",
        // results
        "1|cutout @ana.jpg -o @gone/new/o.png|gone/new does not exist",
        "1|cutout @ana.jpg -o @ana.jpg/o.png|ana.jpg is a file, not a folder",
        "2|cutout @ana.jpg -o @res.2026|res.2026/",
        "2|cutout @ana.jpg -o @o.gif|use .png",
        "2|cutout @ana.jpg @cut.jpg -o @text.jpg/new/|is a file",
        // models
        "2|cutout @ana.jpg -o @o.png --model pp-mattingv2|known models: pp-mattingv2-512",
        "3|cutout @ana.jpg -o @o.png --model pp-mattingv2-512|pp-mattingv2-512",
        "3|cutout @ana.jpg -o @o.png --model-folder @models --model pp-mattingv2-512|512.onnx",
        "3|cutout @ana.jpg -o @o.png --model-folder @recipe --model pp-mattingv2-512|yaml",
        "3|cutout @ana.jpg -o @o.png --model pp-mattingv2-512 --model-file @broken.onnx|broken",
        "3|cutout @ana.jpg -o @o.png --model pp-mattingv2-512 --model-file @gone.onnx|gone.onnx",
        "4|cutout @ana.jpg -o @o.png --device cuda|cuda",
        "1|cutout @ana.jpg -o @o.png --crop --crop-margin 20000|--crop-margin",
        // values
        "2|cutout @ana.jpg --max-megapixels x|'x'",
        "2|cutout @ana.jpg --max-megapixels -1|--max-megapixels is -1",
        "2|cutout @ana.jpg --max-file-size big|--max-file-size is big",
        "2|cutout @ana.jpg --read-timeout 0|--read-timeout is 0",
        "2|cutout @ana.jpg --damaged perhaps|perhaps",
        "2|cutout @ana.jpg --background blur:x|blur:",
        "2|cutout @ana.jpg --background blur:-1|-1",
        "2|cutout @ana.jpg --background blur:99999999999|blur:",
        "2|cutout @ana.jpg --background beige|beige",
        "2|cutout @ana.jpg --background @text.jpg|text.jpg",
        "2|cutout @ana.jpg --background @folder|folder",
        "2|cutout @ana.jpg --trimap @text.jpg|text.jpg",
        "2|cutout @ana.jpg --trimap @gone.png|gone.png",
        "2|cutout @ana.jpg --size 99999999999x5|99999999999x5",
        "2|cutout @ana.jpg --size 20001x20001|20001",
        "2|cutout @ana.jpg --crop --crop-margin 99999999999|99999999999",
        "2|cutout @ana.jpg --crop --crop-margin 2000000000|2000000000",
        "2|cutout @ana.jpg --scale 0%|0",
        "2|cutout @ana.jpg --position 5|5",
        "2|cutout @ana.jpg --bits 7|7",
        "2|cutout @ana.jpg --threads 0|0",
        "2|cutout @ana.jpg --threads 99999999999|99999999999",
        "2|cutout @ana.jpg --device gpu|gpu",
        "2|cutout @ana.jpg --fit wide|wide",
        "2|cutout @ana.jpg --refine x|'x'",
        "2|cutout @ana.jpg --output-format webp|webp",
        "2|cutout @ana.jpg --modell x|--modell",
        "2|cutout @ana.jpg --model|--model",
        "2|cutout|PHOTO",
        "2|cutuot @ana.jpg|cutout",
        "2|@ana.jpg|matting cutout",
        "2|@folder|matting batch",
        "2|@gone.jpg|gone.jpg",
        // batch
        "2|batch @few -o @few|few",
        "2|batch @few|--output",
        "2|batch @few -o @out --which hair|hair",
        "2|batch @few -o @out --pattern {nix}|nix",
        "2|batch @few -o @out --pattern {name}.gif|gif",
        "2|batch @few -o @out --limit 0|--limit is 0",
        "2|batch @few -o @out --timeout -1|--timeout is -1",
        "2|batch @few -o @out --memory 0|--memory is 0",
        "2|batch @few -o @out --parallel 0|--parallel is 0",
        "2|batch @few -o @out --max-megapixels 0|--max-megapixels is 0",
        "2|batch @few -o @text.jpg|text.jpg",
        // the others
        "2|advise @gone.jpg|gone.jpg",
        "2|advise @text.jpg|text.jpg",
        "2|advise @folder|folder",
        "2|advise --goal best|best",
        "2|advise --deadline 0|0",
        "2|advise --deadline -5|-5",
        "2|advise --deadline 9223372036854775807|9223372036854775807",
        "2|advise --licence |licence",
        "2|evaluate --images @few --repeats 2147483647|--repeats",
        "2|batch @few -o @out --timeout 1e10|--timeout is 1.0E10",
        "2|advise --people x|'x'",
        "2|advise --people -1|-1",
        "2|advise --share 200|200",
        "2|advise --photos-per-day 0|0",
        "2|evaluate|--images",
        "2|evaluate --synthetic --images @few|--synthetic",
        "2|evaluate --images @few --models nix|nix",
        "2|evaluate --images @few --repeats 0|--repeats is 0",
        "2|evaluate --images @few --max-side 1|--max-side is 1",
        "2|evaluate --synthetic --truth @few|--truth",
        "2|calibrate @gone|gone",
        "2|calibrate @folder|folder",
        "2|calibrate --truth @few|--truth",
        "2|quantize pp-mattingv2-512 --photos @few|10",
        "2|quantize pp-mattingv2-512|--photos",
        "2|models --nix|--nix",
        "2|models show nix|known models: ",
        "2|models install nix --model-folder @new|known models: ",
        "2|models install portrait-starter --model-folder @new|is built in",
        "2|models install bshm --sha256 12 --model-folder @new|64 hexadecimal digits",
        "2|models install bshm --mirror nowhere --model-folder @new|https://HOST/PATH/",
        "2|models install bshm pp-matting-512 --from x.zip --model-folder @new|for one model",
        "1|models remove bshm --model-folder @new|is not installed",
        "1|models verify bshm --model-folder @new|is not installed",
        "2|help nix|nix",
      })
  void isPlainWords(int exit, String line, String expected) {
    assertPlain(Cli.run(arguments(line)), exit, expected);
  }

  private static void assertPlain(Cli.Result result, int exit, String expected) {
    assertThat(result.exit()).as(result.text()).isEqualTo(exit);
    String text = result.err();
    assertThat(text).startsWith("matting: ").contains(expected);
    List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
    assertThat(lines).as(text).hasSizeBetween(1, MAX_LINES);
    for (Pattern word : JAVA_WORDS) {
      assertThat(text.replace(folder.toString(), "")).doesNotContainPattern(word);
    }
    assertThat(text).as("a next step").matches("(?s).*(;|Run '|--help|: use |run 'matting).*");
  }

  @Test
  void aBatchSaysTheSameOfItsPhotos() {
    String out = folder.resolve("batch").toString();
    assertPlain(Cli.run(arguments("batch @gone.jpg -o " + out)), 2, "gone.jpg");
    for (String name : List.of("cut.jpg", "text.jpg", "empty.jpg", "zero.png")) {
      Cli.Result result = Cli.run(arguments("batch @" + name + " -o " + out));
      assertPlain(result, 1, name);
    }
    assertPlain(
        Cli.run(arguments("batch @large.png --max-megapixels 1 -o " + out)), 1, "--max-meg");
  }

  @Test
  void aDeviceIsRefusedAndAFullDiskNamesTheResult() {
    assumeTrue(Files.exists(Path.of("/dev/full")), "this system has no /dev/full");
    Cli.Result result = Cli.run(arguments("cutout @ana.jpg -o @full.png"));
    assertPlain(result, 2, "full.png would go to a pipe, a socket or a device");
    IOException full = new FileSystemException("full.png", null, "No space left on device");
    assertThat(Trouble.of(full).text())
        .startsWith("full.png: No space left on device; free some space");
  }

  @Test
  void moreIsSaidOnRequest() {
    Cli.Result result = Cli.runVerbosely(arguments("cutout @text.jpg -o @o.png --verbose"));
    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.err()).startsWith("matting: ").contains("ImageReadException", "\tat ");
  }

  @AfterAll
  static void wroteNothing() {
    assertThat(folder.resolve("o.png")).doesNotExist();
  }
}

package io.github.matting4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java in README.md compiles, runs, and is the code of {@link ReadmeExamples}. */
class ReadmeExamplesTest {
  private static final Pattern IN_SOURCE =
      Pattern.compile("// example: (\\S+)\\n(.*?)\\n *// end", Pattern.DOTALL);
  private static final Pattern IN_README =
      Pattern.compile("<!-- example: (\\S+) -->\\s*```java\\n(.*?)\\n```", Pattern.DOTALL);

  @TempDir Path folder;

  /** The top of the checkout, which has the launcher script. */
  static Path top() {
    Path start = Path.of("").toAbsolutePath();
    for (Path at = start; at != null; at = at.getParent()) {
      if (Files.isRegularFile(at.resolve("matting")) && Files.exists(at.resolve("matting-cli"))) {
        return at;
      }
    }
    throw new AssertionError("no checkout above " + start);
  }

  private static Map<String, String> examples(Pattern pattern, Path file) throws Exception {
    Map<String, String> examples = new LinkedHashMap<>();
    Matcher matcher = pattern.matcher(Files.readString(file).replace("\r\n", "\n"));
    while (matcher.find()) {
      examples.put(matcher.group(1), withoutIndentation(matcher.group(2)));
    }
    return examples;
  }

  private static String withoutIndentation(String code) {
    return code.lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .collect(Collectors.joining("\n"));
  }

  private static Map<String, String> examplesInSource() throws Exception {
    String source = "matting-cli/src/test/java/io/github/matting4j/cli/ReadmeExamples.java";
    return examples(IN_SOURCE, top().resolve(source));
  }

  @Test
  void theSourceHasTheExamplesThatReadmeShows() throws Exception {
    assertThat(examplesInSource()).containsOnlyKeys("one-line", "eight-lines");
    assertThat(examplesInSource().get("one-line").lines()).hasSize(1);
    assertThat(examplesInSource().get("eight-lines").lines()).hasSize(8);
  }

  @Test
  void readmeShowsTheCodeThatIsTested() throws Exception {
    Path readme = top().resolve("README.md");
    Assumptions.assumeTrue(Files.exists(readme), "README.md is not written yet");
    assertThat(examples(IN_README, readme))
        .as("```java blocks of README.md after <!-- example: NAME -->")
        .isEqualTo(examplesInSource());
  }

  @Test
  void theExamplesRun() throws Exception {
    Pictures.portrait(folder.resolve("ana.jpg"));
    Cli.java(folder, Cli.EMPTY, 512, ReadmeExamples.class).exits(0);
    assertThat(Pictures.names(folder))
        .containsExactly(
            "ana.jpg", "ana.png", "ana_alpha.png", "ana_composed.png", "ana_cutout.png");
    requireAlikeButForHaze(folder.resolve("ana.png"), folder.resolve("ana_cutout.png"));
    BufferedImage alpha = Pictures.read(folder.resolve("ana_alpha.png"));
    assertThat(alpha.getSampleModel().getSampleSize(0)).isEqualTo(16);
    assertThat(alpha.getWidth()).isEqualTo(Pictures.WIDTH);
    assertThat(Pictures.read(folder.resolve("ana_composed.png")).getColorModel().hasAlpha())
        .isFalse();
  }

  /**
   * The one line clears alphas up to 0.05, and those as near to 1, and fades those up to 0.1; a
   * composer does not.
   */
  private static void requireAlikeButForHaze(Path oneLine, Path composed) throws IOException {
    BufferedImage first = Pictures.read(oneLine);
    BufferedImage second = Pictures.read(composed);
    for (int y = 0; y < second.getHeight(); y++) {
      for (int x = 0; x < second.getWidth(); x++) {
        int difference = (first.getRGB(x, y) >>> 24) - (second.getRGB(x, y) >>> 24);
        assertThat(Math.abs(difference)).as("%d, %d", x, y).isLessThanOrEqualTo(26);
      }
    }
  }
}

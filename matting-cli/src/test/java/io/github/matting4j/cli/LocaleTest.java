package io.github.matting4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a command prints does not depend on the language of the machine. */
@Isolated("changes the default locale")
class LocaleTest {
  private static final Locale BEFORE = Locale.getDefault();

  @TempDir Path folder;

  @AfterEach
  void restore() {
    Locale.setDefault(BEFORE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ar-EG-u-nu-arab", "tr-TR", "de-DE", "hi-IN-u-nu-deva"})
  void numbersAreWrittenAlike(String tag) throws Exception {
    Locale.setDefault(Locale.forLanguageTag(tag));
    Path photo = Pictures.portrait(folder.resolve("ana.jpg"));
    String out = folder.resolve("out").toString();
    Path half = folder.resolve("HALF.JPG");
    Files.write(half, java.util.Arrays.copyOf(Files.readAllBytes(photo), 2000));
    List<Cli.Result> results =
        List.of(
            Cli.run("cutout", photo.toString(), "-o", out, "--model", "PORTRAIT-starter"),
            Cli.run(
                "cutout",
                photo.toString(),
                half.toString(),
                "-o",
                out,
                "--background",
                photo.toString(),
                "--fit",
                "CONTAIN"),
            Cli.run("batch", photo.toString(), half.toString(), "-o", out, "--which", "alpha"),
            Cli.run("advise", photo.toString(), "--goal", "film-quality"),
            Cli.run("advise", photo.toString(), "--json"),
            Cli.run("models"),
            Cli.run("cutout", photo.toString(), "-o", out, "--position", "ORIGINAL"));
    assertThat(results.get(1).out()).contains("ana.jpg (180x240)");
    assertThat(results.get(2).out()).contains("2 photos: 1 done").doesNotContain("0,");
    assertThat(results.get(6).exit()).isZero();
    for (Cli.Result result : results) {
      assertThat(result.text().codePoints().filter(c -> c > 127 && Character.isDigit(c))).isEmpty();
    }
  }

  @Test
  void aProcessStartedInArabicWritesTheSame() throws Exception {
    Pictures.portrait(folder.resolve("ana.jpg"));
    Cli.Result result =
        Cli.java(
            folder,
            Cli.EMPTY,
            512,
            List.of("-Duser.language=ar", "-Duser.country=EG"),
            Main.class,
            "cutout",
            "ana.jpg",
            "-o",
            "ana.png");
    assertThat(result.exit()).as(result.text()).isZero();
    assertThat(result.out()).contains("ana.jpg (180x240)");
  }
}

package io.github.matting4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.matting4j.advise.calibration.CalibrationFile;
import io.github.matting4j.advise.calibration.InvalidCalibrationException;
import io.github.matting4j.batch.FailureText;
import io.github.matting4j.cli.batch.TerminalBatchProgress;
import io.github.matting4j.cli.console.Count;
import io.github.matting4j.cli.console.Diagnostics;
import io.github.matting4j.cli.console.ExitCode;
import io.github.matting4j.cli.console.OptionWords;
import io.github.matting4j.cli.console.Printable;
import io.github.matting4j.cli.console.Trouble;
import io.github.matting4j.cli.options.ModelSelectionOptions;
import io.github.matting4j.cli.options.ReadingOptions;
import io.github.matting4j.io.ReadOptions;
import io.github.matting4j.io.file.LocalPath;
import io.github.matting4j.model.ModelLoadException;
import io.github.matting4j.model.NoSuitableModelException;
import io.github.matting4j.testing.ModuleStructure;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The sentences that are made of exceptions, names and numbers. */
class SentencesTest {
  private static final long GIB = 1L << 30;

  private static void says(Throwable thrown, String text) {
    assertThat(Trouble.of(thrown).text()).isEqualTo(text);
  }

  @Test
  void whatTheFileSystemRefusesIsSaidInWords() {
    says(
        new AccessDeniedException("s.jpg"),
        "s.jpg: permission denied; allow this user to read or write it");
    says(
        new NoSuchFileException("s.jpg"),
        "s.jpg: there is no such file; check the name and the folder");
    says(new NotDirectoryException("s"), "s: it is a file, not a folder; name a folder");
    says(
        new FileSystemException("o.png", null, "No space left on device"),
        "o.png: No space left on device; free some space or write to another disk");
    says(
        new FileSystemException("o.png", null, "File name too long"),
        "o.png: File name too long; use a shorter name");
    says(
        new InvalidPathException("a:b", "Illegal char"),
        "'a:b' cannot be the name of a file on this system; use another name");
    says(new MalformedInputException(1), "the file's text is not UTF-8; save it as UTF-8");
    says(
        new IOException("Input/output error"),
        "Input/output error; check the disk or the connection to it");
  }

  @Test
  void aLackOfMemoryNamesTheRemedyOfTheCommandLine() {
    assertThat(Trouble.of(new OutOfMemoryError("Java heap space")).text())
        .startsWith("not enough memory")
        .contains("MATTING_JAVA_OPTS=-Xmx4g")
        .doesNotContain("heap space");
    assertThat(Trouble.of(new StackOverflowError()).text()).contains("nested too deeply; simplify");
  }

  /** Looks through the library's sources: a new setting there needs its option's name here. */
  @Test
  void everySettingThatTheLibraryNamesIsAnOptionHere() throws IOException {
    Pattern literal = Pattern.compile("\"[^\"\\n]*(ReadOptions\\.|raise the limit)[^\"\\n]*\"");
    List<String> found = new ArrayList<>();
    for (String module : List.of("matting-image", "matting-api", "matting-batch")) {
      for (Path file : ModuleStructure.mainSources(module)) {
        literal.matcher(Files.readString(file)).results().forEach(m -> found.add(m.group()));
      }
    }
    assertThat(found).isNotEmpty();
    assertThat(found)
        .allSatisfy(
            text -> assertThat(OptionWords.in(text)).doesNotContain("Options.", "the limit"));
  }

  @Test
  void onlyABugIsToBeReported() {
    assertThat(Trouble.of(new IllegalStateException(new ArithmeticException("/ by zero"))).text())
        .isEqualTo("internal error (/ by zero); please report it with what --verbose prints");
    assertThat(FailureText.isInternal(new IOException("x"))).isFalse();
    assertThat(FailureText.isInternal(new ModelLoadException("x"))).isFalse();
    assertThat(FailureText.isInternal(new ArithmeticException("x"))).isTrue();
  }

  @Test
  void whereNoModelOpensTheCauseComesFirstAndTheAdviceOnRequest() {
    Throwable none =
        new NoSuitableModelException(
            "a could not be opened: bad\nb could not be opened: worse\nc could not be opened: x",
            "Use a.\n".repeat(40));
    assertThat(Trouble.of(none).text().lines())
        .containsExactly(
            "a could not be opened: bad",
            "b could not be opened: worse; and 1 other model; 'matting advise' or --verbose says"
                + " more");
    assertThat(none).hasMessageStartingWith("a could not be opened").hasMessageContaining("Use a.");
    StringWriter err = new StringWriter();
    assertThat(Trouble.print(none, new PrintWriter(err), true)).isEqualTo(ExitCode.MODEL);
    assertThat(err.toString()).contains("Use a.", "\tat ");
  }

  @Test
  void namesCannotSteerTheTerminal() {
    assertThat(Printable.line("\u001b[2Ja\nb\tc\u202egpj.exe\u0007\u009b"))
        .isEqualTo("\\u001b[2Ja\\nb\\tc\\u202egpj.exe\\u0007\\u009b");
    assertThat(Printable.lines("a\nb\r")).isEqualTo("a\nb\\r");
    assertThat(Printable.line("J\u00fcrgen \u4e2d.jpg")).isEqualTo("J\u00fcrgen \u4e2d.jpg");
    Cli.Result result = Cli.run("cutout", "\u001b[31mred.jpg", "-o", "o.png");
    assertThat(result.err()).contains("\\u001b[31mred.jpg").doesNotContain("\u001b");
    assertThat(Cli.run("batch", "\u001b[31mred.jpg", "-o", "o").text()).doesNotContain("\u001b");
  }

  @ParameterizedTest
  @ValueSource(ints = {40, 80, 200, 1})
  void theBarFitsTheTerminal(int columns) {
    StringWriter err = new StringWriter();
    try (TerminalBatchProgress progress =
        new TerminalBatchProgress(new PrintWriter(err), columns)) {
      progress.found(1000);
    }
    int widest = Math.max(20, Math.min(79, columns - 1));
    assertThat(err.toString().split("[\\r\\n]+"))
        .isNotEmpty()
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(widest));
  }

  @Test
  void oneThingIsSingular() {
    assertThat(Count.of(0, "photo")).isEqualTo("0 photos");
    assertThat(Count.of(1, "photo")).isEqualTo("1 photo");
    assertThat(Count.of(2, "photo")).isEqualTo("2 photos");
  }

  @Test
  void theLimitsFollowTheHeap() {
    ReadOptions small = limits().applyTo(ReadOptions.defaults(), GIB / 2);
    assertThat(small.maxPixels()).isEqualTo(50_000_000);
    assertThat(small.maxBytes()).isEqualTo(64L << 20);
    ReadOptions usual = limits().applyTo(ReadOptions.defaults(), 4 * GIB);
    assertThat(usual.maxPixels()).isGreaterThan(102_000_000); // a camera of medium format
    assertThat(usual.maxBytes()).isGreaterThan(366_000_000L); // 61 megapixels at 16 bits
    ReadOptions large = limits().applyTo(ReadOptions.defaults(), 256 * GIB);
    assertThat(large.maxPixels()).isEqualTo(1L << 29);
    assertThat(large.maxBytes()).isEqualTo(GIB);
    ReadOptions said =
        limits("--max-megapixels", "0.5", "--max-file-size", "2gb", "--damaged", "ACCEPT")
            .applyTo(ReadOptions.defaults(), GIB);
    assertThat(said.maxPixels()).isEqualTo(500_000);
    assertThat(said.maxSidePx()).isEqualTo(65_535);
    assertThat(said.maxBytes()).isEqualTo(Integer.MAX_VALUE - 15);
    assertThat(said.damaged()).isEqualTo(ReadOptions.Damage.ACCEPT);
    assertThatThrownBy(() -> limits("--max-file-size", "3GB").settled())
        .hasMessageContaining("at most 2GB");
  }

  private static ReadingOptions limits(String... arguments) {
    return CommandLine.populateCommand(new ReadingOptions(), arguments);
  }

  @Test
  void aValueThatIsNoNameOfAFileHereIsNoFile() {
    assertThat(LocalPath.existing("a\u0000b")).isEmpty();
    assertThat(LocalPath.isFolder("a\u0000b")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "entries=1",
        "entries=999999999",
        "entries=99999999999",
        "machine=x\ndate=2026-13-45\nentries=0",
        "\\u00zz=1",
        "machine=x\ndate=+999999999-12-31\nentries=-1\n0.model=x"
      })
  void aBrokenCalibrationIsIgnoredWithAWarning(String content, @TempDir Path folder)
      throws IOException {
    Path file = Files.writeString(folder.resolve("calibration.properties"), content);
    StringWriter err = new StringWriter();
    ModelSelectionOptions.calibratedAdvisor(file, new PrintWriter(err));
    if (!content.contains("=-1")) {
      assertThatThrownBy(() -> CalibrationFile.read(file))
          .isInstanceOf(InvalidCalibrationException.class);
      assertThat(err.toString().lines())
          .singleElement()
          .asString()
          .startsWith("matting: calibration ignored: " + file)
          .contains("'matting calibrate' writes it anew");
    }
  }

  @Test
  void aCalibrationThatIsNoTextIsIgnoredToo(@TempDir Path folder) throws IOException {
    Path file = Files.write(folder.resolve("calibration.properties"), new byte[] {-1, -2, 0, 61});
    assertThatThrownBy(() -> CalibrationFile.read(file))
        .isInstanceOf(InvalidCalibrationException.class)
        .hasMessageContaining("not UTF-8");
    Files.write(file, new byte[2 << 20]);
    assertThatThrownBy(() -> CalibrationFile.read(file))
        .isInstanceOf(InvalidCalibrationException.class)
        .hasMessageContaining("too large");
  }

  @Test
  void librariesLogOnlyOnRequest() {
    Logger engine = Logger.getLogger("ai.onnxruntime.OnnxRuntime");
    Diagnostics.set(false);
    assertThat(engine.isLoggable(Level.SEVERE)).isFalse();
    Diagnostics.set(true);
    assertThat(engine.isLoggable(Level.SEVERE)).isTrue();
    Diagnostics.set(false);
  }

  @Test
  void everyCommandKnowsItsVersion() {
    for (String name : MattingCommand.commandLine().getSubcommands().keySet()) {
      if (!name.equals("help")) {
        assertThat(Cli.run(name, "--version").exits(0).out()).startsWith("matting ");
      }
    }
  }

  @Test
  void signalsHaveTheShellsExitStatus() {
    assertThat(ExitCode.ofSignal(2)).isEqualTo(130);
    assertThat(ExitCode.ofSignal(15)).isEqualTo(143);
  }
}

package io.github.matting4j.cli.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.cli.MattingCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

class ConfigurationTest {
  @TempDir Path folder;
  private Path file;
  private String out;
  private String err;

  @BeforeEach
  void nameFile() {
    file = folder.resolve("matting.properties");
  }

  private Configuration configuration(String... lines) throws Exception {
    Files.writeString(file, String.join("\n", lines), StandardCharsets.UTF_8);
    return Configuration.read(file);
  }

  private int run(Configuration configuration, String... arguments) {
    StringWriter printed = new StringWriter();
    StringWriter errors = new StringWriter();
    int exit =
        MattingCommand.commandLine(configuration)
            .setOut(new PrintWriter(printed))
            .setErr(new PrintWriter(errors))
            .execute(arguments);
    out = printed.toString();
    err = errors.toString();
    return exit;
  }

  /** The value of an option of batch, as text. */
  private static Object value(Configuration configuration, String option, String... arguments) {
    CommandLine commands = MattingCommand.commandLine(configuration);
    ParseResult parsed = commands.parseArgs(arguments);
    ConfiguredDefaults.setFlags(parsed);
    return String.valueOf((Object) parsed.subcommand().commandSpec().findOption(option).getValue());
  }

  @Test
  void aSettingIsTheDefaultAndAnArgumentWins() throws Exception {
    Configuration configuration = configuration("# mine", "", "threads = 3", "batch.threads=2");
    String[] batch = {"batch", "in", "-o", "out"};
    assertThat(value(configuration, "--threads", batch)).isEqualTo("2");
    assertThat(value(configuration, "--threads", "cutout", "a.jpg")).isEqualTo("3");
    assertThat(value(configuration, "--threads", "batch", "in", "-o", "out", "--threads", "1"))
        .isEqualTo("1");
    assertThat(value(Configuration.none(), "--threads", batch)).isEqualTo("null");
  }

  @ParameterizedTest
  @CsvSource({"true,true", "false,false"})
  void anOptionWithoutValueIsSetAndMayBeGivenInAddition(String set, String expected)
      throws Exception {
    Configuration configuration = configuration("verify=" + set);
    assertThat(value(configuration, "--verify", "batch", "in", "-o", "out")).isEqualTo(expected);
    assertThat(value(configuration, "--verify", "batch", "in", "-o", "out", "--verify"))
        .isEqualTo("true");
  }

  @Test
  void aRequiredOptionMayBeConfigured() throws Exception {
    Configuration configuration = configuration("output=results");
    assertThat(value(configuration, "--output", "batch", "in")).isEqualTo("results");
  }

  @Test
  void pathsOfWindowsAndCharactersAreKept() throws Exception {
    Configuration configuration = configuration("\uFEFFmodel-folder = C:\\müller\\new");
    assertThat(configuration.settings())
        .containsExactly(new Setting("model-folder", "C:\\müller\\new", 1));
    assertThat(configuration.file()).contains(file);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "modle=x | 'modle' is no option; the closest one is 'model'",
        "batch.paralel=2 | the closest one is 'batch.parallel'",
        "--threads=2 | '--threads' is no option; the closest one is 'threads'",
        "help=true | 'help' is no option",
        "verify=yes | 'verify' is yes; write true or false",
        "threads | has 'threads' in line 1; write it as key = value",
        "threads= | write it as key = value",
      })
  void whatCannotBeUsedIsRefusedWithItsPlace(String line, String message) throws Exception {
    Configuration configuration = configuration(line);
    assertThat(run(configuration, "models")).isEqualTo(2);
    assertThat(err).startsWith("matting: ").contains(message, file.toString());
    assertThat(out).isEmpty();
    assertThat(run(configuration, "--help")).isZero();
    assertThat(run(configuration, "batch", "--help")).isZero();
  }

  @Test
  void aSecondValueOfAKeyIsRefused() throws Exception {
    assertThat(run(configuration("threads=1", "threads=2"), "models")).isEqualTo(2);
    assertThat(err).contains("sets 'threads' in line 1 and in line 2");
  }

  @Test
  void aFileThatIsMissingOrNotUtf8IsRefused() throws Exception {
    assertThat(run(Configuration.read(folder), "models")).isEqualTo(2);
    assertThat(err).contains(folder.toString(), "is no file; name a file in MATTING_CONFIG");
    Files.write(file, new byte[] {'a', '=', (byte) 0xE4});
    assertThat(run(Configuration.read(file), "models")).isEqualTo(2);
    assertThat(err).contains(file.toString(), "is not in UTF-8");
  }

  @ParameterizedTest
  @ValueSource(strings = {"threads=many", "threads=0", "parallel=-1"})
  void aValueThatACommandRefusesIsNamedWithItsPlace(String line) throws Exception {
    Files.createDirectory(folder.resolve("in"));
    Files.writeString(folder.resolve("in/a.jpg"), "no photo");
    Configuration configuration = configuration("# first", line);
    String in = folder.resolve("in").toString();
    String results = folder.resolve("out").toString();
    assertThat(run(configuration, "batch", in, "-o", results)).isEqualTo(2);
    assertThat(err).contains(file + ", line 2");
  }

  @Test
  void theUsersFileIsThatOfTheVariableElseThatOfTheHomeFolder() throws Exception {
    configuration("threads=1");
    assertThat(Configuration.find(null, folder).file()).contains(file);
    assertThat(Configuration.find("", folder).file()).isEmpty();
    assertThat(Configuration.find(null, folder.resolve("other")).file()).isEmpty();
    Path named = Files.writeString(folder.resolve("other.properties"), "threads=2");
    assertThat(Configuration.find(named.toString(), folder).settings())
        .extracting(Setting::value)
        .containsExactly("2");
  }

  @Test
  void whatIsSetForACommandThatIsNotInstalledIsAccepted() throws Exception {
    assertThat(run(configuration("video.temporal=off"), "models")).isZero();
  }

  @Test
  void quietAndVerboseWorkFromTheFileAndExcludeEachOther() throws Exception {
    Configuration verbose = configuration("verbose=true");
    String[] missing = {"cutout", "missing.jpg", "--model-folder", "no-such-folder"};
    run(verbose, missing);
    assertThat(err).contains("\tat ");
    run(verbose, "--quiet", "cutout", "missing.jpg", "--model-folder", "no-such-folder");
    assertThat(err).doesNotContain("\tat ").contains("missing.jpg");
    assertThat(out).isEmpty();
    assertThat(run(Configuration.none(), "models", "--quiet", "--verbose")).isEqualTo(2);
    assertThat(err).contains("--quiet and --verbose contradict each other");
  }
}

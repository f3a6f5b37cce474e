package io.github.matting4j.cli.config;

import io.github.matting4j.cli.console.Trouble;
import io.github.matting4j.io.file.MattingHome;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The configuration file, {@value #FILE_NAME}: defaults of options, one {@code key = value} a line,
 * in UTF-8. Lines that begin with {@code #} are comments. Nothing is an escape, so that the paths
 * of Windows are written as they are. The folder that the command runs in is not searched: its
 * files may be those of other people.
 *
 * <p>A file that cannot be used does not throw here: {@link #problem} says why, and every command
 * ends with that. Immutable.
 */
public final class Configuration {
  /** The environment variable that names the file; empty for none. */
  public static final String VARIABLE = "MATTING_CONFIG";

  /** The file's name in the home folder. */
  public static final String FILE_NAME = "matting.properties";

  private static final long MAX_BYTES = 1 << 20;

  private final Optional<Path> file;
  private final Map<String, Setting> settings;
  private final Optional<String> problem;

  private Configuration(
      Optional<Path> file, Map<String, Setting> settings, Optional<String> problem) {
    this.file = file;
    this.settings = Collections.unmodifiableMap(settings);
    this.problem = problem;
  }

  /** No file and no settings. */
  public static Configuration none() {
    return new Configuration(Optional.empty(), Map.of(), Optional.empty());
  }

  /**
   * This user's: the file that {@value #VARIABLE} names, else {@value #FILE_NAME} in the home
   * folder, if there is one.
   */
  public static Configuration ofUser() {
    return find(System.getenv(VARIABLE), MattingHome.path());
  }

  static Configuration find(@Nullable String named, Path home) {
    if (named != null) {
      return named.isEmpty() ? none() : read(Path.of(named));
    }
    Path file = home.resolve(FILE_NAME);
    return Files.exists(file) ? read(file) : none();
  }

  /** The settings of a file. */
  static Configuration read(Path file) {
    try {
      if (!Files.isRegularFile(file) || Files.size(file) > MAX_BYTES) {
        return unusable(
            file,
            Files.isRegularFile(file)
                ? "is larger than " + MAX_BYTES + " bytes"
                : "is no file; name a file in " + VARIABLE + ", or leave it empty");
      }
      return parse(file, Files.readAllLines(file, StandardCharsets.UTF_8));
    } catch (CharacterCodingException e) {
      return unusable(file, "is not in UTF-8; save it in that encoding");
    } catch (IOException e) {
      return unusable(file, "cannot be read: " + Trouble.of(e).text());
    }
  }

  private static Configuration unusable(Path file, String why) {
    return new Configuration(
        Optional.of(file), Map.of(), Optional.of("the configuration " + file + " " + why));
  }

  private static Configuration parse(Path file, List<String> lines) {
    Map<String, Setting> settings = new LinkedHashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).replace("\uFEFF", "").strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      int equals = line.indexOf('=');
      String key = line.substring(0, Math.max(0, equals)).strip();
      String value = line.substring(equals + 1).strip();
      if (key.isEmpty() || value.isEmpty()) {
        return unusable(
            file, "has '" + line + "' in line " + (i + 1) + "; write it as key = value");
      }
      Setting former = settings.put(key, new Setting(key, value, i + 1));
      if (former != null) {
        return unusable(
            file, "sets '" + key + "' in line " + former.line() + " and in line " + (i + 1));
      }
    }
    return new Configuration(Optional.of(file), settings, Optional.empty());
  }

  /** The file, even if it cannot be used. */
  public Optional<Path> file() {
    return file;
  }

  /** What it sets, in its order. */
  public Collection<Setting> settings() {
    return settings.values();
  }

  /** The configuration that the options of this command have their defaults from. */
  public static Configuration of(CommandSpec command) {
    return command.defaultValueProvider() instanceof ConfiguredDefaults defaults
        ? defaults.configuration()
        : none();
  }

  /**
   * Why it cannot be used, in one sentence; empty if it can.
   *
   * @param commands the top command, whose options and those below it may be set
   */
  public Optional<String> problem(CommandSpec commands) {
    if (problem.isPresent()) {
      return problem;
    }
    ConfigurableOptions known = ConfigurableOptions.of(commands);
    for (Setting setting : settings.values()) {
      Optional<String> refusal = known.refusal(setting);
      if (refusal.isPresent()) {
        return Optional.of(refusal.get() + " (" + origin(setting) + ")");
      }
    }
    return Optional.empty();
  }

  /** Where a setting stands. */
  String origin(Setting setting) {
    return file.orElseThrow() + ", line " + setting.line();
  }

  Optional<Setting> setting(String key) {
    return Optional.ofNullable(settings.get(key));
  }
}

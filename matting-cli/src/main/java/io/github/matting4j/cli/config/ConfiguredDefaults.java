package io.github.matting4j.cli.config;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Gives the options of a command line their defaults of a configuration. */
public final class ConfiguredDefaults implements IDefaultValueProvider {
  private final Configuration configuration;

  private ConfiguredDefaults(Configuration configuration) {
    this.configuration = configuration;
  }

  /** Gives them to a command and to all below it. */
  public static void install(Configuration configuration, CommandLine commands) {
    commands.setDefaultValueProvider(new ConfiguredDefaults(configuration));
  }

  Configuration configuration() {
    return configuration;
  }

  /** Null for an option without a value: picocli would invert one that is then given. */
  @Override
  public @Nullable String defaultValue(ArgSpec argument) {
    return argument instanceof OptionSpec option && !ConfigurableOptions.isFlag(option)
        ? setting(option).map(Setting::value).orElse(null)
        : null;
  }

  private Optional<Setting> setting(OptionSpec option) {
    return ConfigurableOptions.ownKey(option)
        .flatMap(configuration::setting)
        .or(() -> ConfigurableOptions.generalKey(option).flatMap(configuration::setting));
  }

  /**
   * Sets the options without a value that are true in the configuration.
   *
   * @param parsed the arguments of the top command
   */
  public static void setFlags(ParseResult parsed) {
    CommandSpec command = parsed.commandSpec();
    if (command.defaultValueProvider() instanceof ConfiguredDefaults defaults) {
      for (OptionSpec option : command.options()) {
        boolean isTrue = defaults.setting(option).filter(Setting::isTrue).isPresent();
        if (isTrue && ConfigurableOptions.isFlag(option)) {
          option.setValue(true);
        }
      }
    }
    if (parsed.hasSubcommand()) {
      setFlags(parsed.subcommand());
    }
  }

  /**
   * Where a value stands that a message is about, if it is one of the configuration.
   *
   * @param command that refused the value
   * @param message that names option and value
   */
  public static Optional<String> origin(CommandSpec command, String message) {
    if (!(command.defaultValueProvider() instanceof ConfiguredDefaults defaults)) {
      return Optional.empty();
    }
    for (OptionSpec option : command.options()) {
      Optional<Setting> setting = defaults.setting(option);
      if (setting.isPresent()
          && message.contains(option.longestName())
          && message.contains(setting.get().value())) {
        return Optional.of(defaults.configuration.origin(setting.get()));
      }
    }
    return Optional.empty();
  }
}

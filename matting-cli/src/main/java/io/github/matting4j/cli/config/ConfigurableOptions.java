package io.github.matting4j.cli.config;

import io.github.matting4j.text.Spelling;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The keys that a configuration may have: one for each option that has a long name. */
final class ConfigurableOptions {
  private static final String HYPHENS = "--";

  /** Options by key, general keys and those of one command. */
  private final Map<String, OptionSpec> options = new HashMap<>();

  /** Beginnings of keys of commands that are not installed here. */
  private final Set<String> unknownCommands = new HashSet<>();

  private ConfigurableOptions() {}

  /** Those of a command and of all below it. */
  static ConfigurableOptions of(CommandSpec commands) {
    ConfigurableOptions found = new ConfigurableOptions();
    found.add(commands);
    return found;
  }

  private void add(CommandSpec command) {
    if (!command.unmatchedArgsBindings().isEmpty()) {
      unknownCommands.add(prefix(command));
    }
    for (OptionSpec option : command.options()) {
      name(option)
          .ifPresent(
              name -> {
                options.putIfAbsent(name, option);
                options.put(prefix(command) + name, option);
              });
    }
    command.subcommands().values().stream().map(CommandLine::getCommandSpec).forEach(this::add);
  }

  /** The key that is for this command's option alone. */
  static Optional<String> ownKey(OptionSpec option) {
    return name(option).map(name -> prefix(option.command()) + name);
  }

  /** The key that is for the options of this name of all commands. */
  static Optional<String> generalKey(OptionSpec option) {
    return name(option);
  }

  /** Whether it is an option without a value. */
  static boolean isFlag(OptionSpec option) {
    return option.arity().max() == 0;
  }

  private static Optional<String> name(OptionSpec option) {
    return option.usageHelp() || option.versionHelp() || !option.longestName().startsWith(HYPHENS)
        ? Optional.empty()
        : Optional.of(option.longestName().substring(HYPHENS.length()));
  }

  /** {@code models.install.} of that command; empty for the top one. */
  private static String prefix(CommandSpec command) {
    return command.parent() == null ? "" : prefix(command.parent()) + command.name() + ".";
  }

  /** What is wrong with a setting, if anything. */
  Optional<String> refusal(Setting setting) {
    OptionSpec option = options.get(setting.key());
    if (option == null) {
      return unknownCommands.stream().anyMatch(setting.key()::startsWith)
          ? Optional.empty()
          : Optional.of(
              "'"
                  + setting.key()
                  + "' is no option; the closest one is '"
                  + closest(setting)
                  + "'");
    }
    boolean valid = !isFlag(option) || setting.value().matches("true|false");
    return valid
        ? Optional.empty()
        : Optional.of("'" + setting.key() + "' is " + setting.value() + "; write true or false");
  }

  private String closest(Setting setting) {
    String name = setting.key().startsWith(HYPHENS) ? setting.key().substring(2) : setting.key();
    return options.keySet().stream()
        .min(
            Comparator.<String>comparingInt(known -> Spelling.distance(known, name))
                .thenComparing(Comparator.naturalOrder()))
        .orElseThrow();
  }
}

package io.github.matting4j.cli.doctor;

import io.github.matting4j.cli.config.Configuration;
import io.github.matting4j.cli.config.Setting;

/** The configuration file and what it sets. Stateless. */
final class ConfigurationCheck {
  private ConfigurationCheck() {}

  static void run(Findings findings, Configuration configuration) {
    if (configuration.file().isEmpty()) {
      findings.ok("file", "none");
      return;
    }
    findings.ok("file", configuration.file().get().toString());
    for (Setting setting : configuration.settings()) {
      findings.ok(setting.key(), setting.value());
    }
  }
}

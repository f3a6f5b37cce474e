package io.github.matting4j.cli.config;

/**
 * One line of a configuration file.
 *
 * @param key an option's name without its hyphens, possibly after that of a command: {@code
 *     threads}, {@code batch.parallel}, {@code models.install.mirror}
 * @param value as it would be given on the command line; {@code true} or {@code false} for an
 *     option without a value
 * @param line its number, from 1
 */
public record Setting(String key, String value, int line) {
  /** Whether it sets an option without a value. */
  boolean isTrue() {
    return value.equals("true");
  }
}

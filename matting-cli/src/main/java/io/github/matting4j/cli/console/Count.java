package io.github.matting4j.cli.console;

/** Numbers of things in sentences. Stateless. */
public final class Count {
  private Count() {}

  /** {@code 1 photo}, {@code 2 photos}. */
  public static String of(long number, String thing) {
    return number + " " + thing + (number == 1 ? "" : "s");
  }
}

package io.github.matting4j.cli;

/** Numbers of things in sentences. Stateless. */
final class Count {
  private Count() {}

  /** {@code 1 photo}, {@code 2 photos}. */
  static String of(long number, String thing) {
    return number + " " + thing + (number == 1 ? "" : "s");
  }
}

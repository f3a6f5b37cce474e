package io.github.matting4j.convert.paddle.program;

/** Remedies that several messages share. */
final class Refusals {
  static final String DAMAGED = "The file is damaged or not a Paddle program; fetch it again.";
  static final String PAIR =
      "Program and parameters must come from the same export; fetch both again.";

  private Refusals() {}
}

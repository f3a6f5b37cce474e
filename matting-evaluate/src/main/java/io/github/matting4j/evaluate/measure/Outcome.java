package io.github.matting4j.evaluate.measure;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The outcome of one model on one photo: either a matte, in a file, and what was measured, or an
 * error.
 */
public record Outcome(Optional<Measured> measured, Optional<Path> matte, Optional<String> error) {
  public static Outcome done(Measured measured, Path matte) {
    return new Outcome(Optional.of(measured), Optional.of(matte), Optional.empty());
  }

  public static Outcome failed(String error) {
    return new Outcome(Optional.empty(), Optional.empty(), Optional.of(error));
  }
}

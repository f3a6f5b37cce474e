package io.github.matting4j.batch.cutout;

import io.github.matting4j.compose.Background;
import java.util.Optional;

/**
 * The background that the user named.
 *
 * @param wanted false for {@code none}
 * @param named the one named; empty if the user named none at all
 */
public record Backdrop(boolean wanted, Optional<Background> named) {
  public static Backdrop unnamed() {
    return new Backdrop(true, Optional.empty());
  }

  public static Backdrop none() {
    return new Backdrop(false, Optional.empty());
  }

  public static Backdrop named(Background background) {
    return new Backdrop(true, Optional.of(background));
  }
}

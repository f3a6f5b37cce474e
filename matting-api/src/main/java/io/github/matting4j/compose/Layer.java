package io.github.matting4j.compose;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.Picture;
import java.util.Objects;
import java.util.Optional;

/**
 * The intermediate result of composing: refined matte and estimated colours, framed. Several images
 * of one photo can share it; {@link Composer#layer} makes it.
 *
 * <p>Immutable and thread-safe.
 *
 * @param colours the person's own, opaque within the photo, of the photo's depth
 * @param matte of the same size; includes the photo's own alpha
 * @param photo the photo in the same frame
 * @param subject the person's box in the photo; empty if the frame found none
 */
public record Layer(Picture colours, AlphaMatte matte, Picture photo, Optional<Box> subject) {
  /** Checks the sizes. */
  public Layer {
    Sizes.check(colours, matte);
    Sizes.check(photo, matte);
    Objects.requireNonNull(subject, "subject");
  }
}

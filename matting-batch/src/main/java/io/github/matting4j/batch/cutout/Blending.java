package io.github.matting4j.batch.cutout;

import io.github.matting4j.compose.Composer;

/**
 * How pictures are mixed and stored.
 *
 * @param linearLight whether composed pictures are mixed in linear light instead of sRGB
 * @param premultiplied whether the colours of cut-outs are multiplied by alpha
 */
public record Blending(boolean linearLight, boolean premultiplied) {
  /** In sRGB, straight alpha. */
  public static Blending standard() {
    return new Blending(false, false);
  }

  /** The composer, mixing so. */
  Composer apply(Composer composer) {
    Composer mixing = linearLight ? composer.inLinearLight() : composer;
    return premultiplied ? mixing.premultiplied() : mixing;
  }
}

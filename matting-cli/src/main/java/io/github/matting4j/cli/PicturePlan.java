package io.github.matting4j.cli;

import io.github.matting4j.compose.Background;
import io.github.matting4j.image.Rounding;

/**
 * What the pictures of a command show.
 *
 * @param backdrop the background that the user named
 * @param bits 8 or 16, of mattes
 * @param rounding of 8-bit mattes
 * @param edges how edges are treated
 */
record PicturePlan(Backdrop backdrop, int bits, Rounding rounding, EdgeOptions edges) {
  /** What composed pictures show behind the person. */
  Background background() {
    return backdrop.named().orElse(Background.WHITE);
  }
}

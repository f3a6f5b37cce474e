package io.github.matting4j.networks.check;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;

/** A drawn portrait as photo and true matte. Immutable. */
record DrawnPortrait(String name, ArgbImage photo, AlphaMatte truth) {}

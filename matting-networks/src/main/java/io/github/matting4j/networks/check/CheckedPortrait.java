package io.github.matting4j.networks.check;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import java.util.Optional;

/**
 * A drawn portrait and what the network made of it, by the recipe as given. Immutable.
 *
 * @param name of the scene, fit for a file name
 * @param photo the portrait
 * @param truth its exact matte
 * @param matte the network's; empty if the run failed
 * @param agreement of the two, see {@link CheckResult#agreement}; 0 if the run failed
 */
public record CheckedPortrait(
    String name, ArgbImage photo, AlphaMatte truth, Optional<AlphaMatte> matte, double agreement) {}

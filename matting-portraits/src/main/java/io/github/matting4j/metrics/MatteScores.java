package io.github.matting4j.metrics;

/**
 * The four published errors of one matte; smaller is better. Immutable.
 *
 * @param sad sum of absolute differences of alpha, divided by 1000
 * @param mse mean squared difference of alpha over the counted pixels, 0 when none counts
 * @param grad squared difference of the gradient magnitudes, summed and divided by 1000
 * @param conn difference of connectedness, summed and divided by 1000
 */
public record MatteScores(double sad, double mse, double grad, double conn) {}

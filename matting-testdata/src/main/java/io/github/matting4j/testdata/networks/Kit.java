package io.github.matting4j.testdata.networks;

/**
 * Everything a network is built with; all parts write to the same graph.
 *
 * @param features layers with weights, and arithmetic
 * @param grids resizes and pools with fixed windows
 * @param pools adaptive pools
 * @param width channel counts
 */
record Kit(FeatureGraph features, Resampling grids, AdaptivePools pools, Width width) {}

/**
 * The published portrait-matting networks, layer by layer, with seeded random weights.
 *
 * <p>Nothing here can cut out a person: the weights are noise. Everything else is the real thing:
 * tensor names, layer shapes, parameter and operation counts, and so the time and memory a run
 * takes. {@link io.github.matting4j.testdata.networks.NetworkSpec} is the way in.
 */
@NullMarked
package io.github.matting4j.testdata.networks;

import org.jspecify.annotations.NullMarked;

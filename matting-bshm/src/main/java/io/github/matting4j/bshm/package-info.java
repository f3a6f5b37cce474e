/**
 * BSHM, a published network for fine mattes of people, on two engines: its TensorFlow 1.15 graph as
 * downloaded, and its ONNX conversion.
 *
 * <p>Start at {@link io.github.matting4j.bshm.BshmProvider}.
 */
@NullMarked
package io.github.matting4j.bshm;

import org.jspecify.annotations.NullMarked;

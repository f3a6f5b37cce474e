/**
 * PaddleSeg's portrait matting networks as ONNX files: what size, what normalisation and what
 * inverse each of them needs to give the alpha that PaddleSeg's own Python gives.
 */
@NullMarked
package io.github.matting4j.ppmatting;

import org.jspecify.annotations.NullMarked;

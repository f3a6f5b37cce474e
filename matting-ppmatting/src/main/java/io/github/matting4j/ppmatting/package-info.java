/**
 * PaddleSeg's portrait matting networks as ONNX files: the sizes, normalisation and inverse resize
 * with which each gives the alpha of PaddleSeg's Python code.
 */
@NullMarked
package io.github.matting4j.ppmatting;

import org.jspecify.annotations.NullMarked;

/**
 * The front door. {@link io.github.matting4j.Matting} does the usual things in one line; {@link
 * io.github.matting4j.MattingModels} lists and opens the models of every backend on the class path.
 *
 * <p>A photo goes one way: {@code io} reads it, a {@code model} makes its matte, {@code compose}
 * puts the person on another background, {@code io} writes the picture.
 */
@NullMarked
package io.github.matting4j;

import org.jspecify.annotations.NullMarked;

/**
 * Start here. {@link io.github.matting4j.Matting} cuts out one photo in one statement; {@link
 * io.github.matting4j.MattingModels} lists, recommends and opens models.
 *
 * <p>A photo passes through the packages in one direction: {@code io} reads it, a {@code model}
 * makes its matte, {@code compose} puts the person in front of another background, {@code io}
 * writes the result.
 */
@NullMarked
package io.github.matting4j;

import org.jspecify.annotations.NullMarked;

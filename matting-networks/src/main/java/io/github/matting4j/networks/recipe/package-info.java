/** Recipe files: networks as text beside their weights. */
@NullMarked
package io.github.matting4j.networks.recipe;

import org.jspecify.annotations.NullMarked;

package io.github.matting4j.networks.check;

import io.github.matting4j.onnx.recipe.NetworkRecipe;

/**
 * A recipe with one change.
 *
 * @param mistake what would be wrong if the change makes it better
 * @param recipe the changed recipe
 */
record Variant(Mistake mistake, NetworkRecipe recipe) {}

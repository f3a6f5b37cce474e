package io.github.matting4j.onnx;

import io.github.matting4j.model.Family;
import io.github.matting4j.model.Licence;
import io.github.matting4j.model.MattingModelProvider;
import io.github.matting4j.model.ModelDescriptor;
import io.github.matting4j.model.figures.Citation;
import io.github.matting4j.model.figures.Quantity;
import io.github.matting4j.model.figures.SizeRule;
import io.github.matting4j.onnx.recipe.InputSize;
import io.github.matting4j.onnx.recipe.NetworkRecipe;
import io.github.matting4j.onnx.recipe.RecipeWords;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A matting or segmentation network in an ONNX file: what it is, and how photos are prepared for it
 * and its output is read.
 *
 * <pre>{@code
 * OnnxNetwork network =
 *     OnnxNetwork.builder("studio-net")
 *         .file(Path.of("studio-net.onnx"))
 *         .size(InputSize.shortSide(512).multipleOf(32))
 *         .mean(0.485, 0.456, 0.406)
 *         .std(0.229, 0.224, 0.225)
 *         .output("alpha")
 *         .build();
 * MattingModels models = MattingModels.discovered().with(network.provider());
 * }</pre>
 *
 * <p>Nothing is read before a model is opened; the graph is compared with the recipe then.
 * Immutable and thread-safe.
 */
public final class OnnxNetwork {
  private final ModelDescriptor descriptor;
  private final NetworkRecipe recipe;
  private final Optional<Path> file;

  private OnnxNetwork(ModelDescriptor descriptor, NetworkRecipe recipe, Optional<Path> file) {
    this.descriptor = descriptor;
    this.recipe = recipe;
    this.file = file;
  }

  /**
   * Starts a network with all defaults of {@link RecipeWords}, in a family of its own.
   *
   * @param id short, stable identifier of lower-case letters, digits and hyphens
   * @throws IllegalArgumentException if the id has other characters
   */
  public static Builder builder(String id) {
    return new Builder(id);
  }

  /** What it is. */
  public ModelDescriptor descriptor() {
    return descriptor;
  }

  /** What is between a photo and its graph. */
  public NetworkRecipe recipe() {
    return recipe;
  }

  /** Its file; empty if it is looked for in the model folder, under the descriptor's names. */
  public Optional<Path> file() {
    return file;
  }

  /** The backend that opens it. */
  public MattingModelProvider provider() {
    return new OnnxProvider(this);
  }

  @Override
  public String toString() {
    return "OnnxNetwork[" + descriptor.id() + "]";
  }

  /** Collects the parts of a network. Not thread-safe. */
  public static final class Builder extends RecipeWords<Builder> {
    private final String id;
    private final List<Consumer<ModelDescriptor.Builder>> parts = new ArrayList<>();
    private Family family;
    private @Nullable Path file;

    private Builder(String id) {
      this.id = id;
      this.family = new Family(ModelDescriptor.builder(id, new Family("any")).build().id());
    }

    @Override
    protected Builder self() {
      return this;
    }

    /**
     * The ONNX file; without it {@code ID.onnx} of the model folder. Weights in other files must be
     * beside it.
     */
    public Builder file(Path onnx) {
      file = Objects.requireNonNull(onnx);
      return this;
    }

    /** The family whose rules of the advisor hold for it; one of its own by default. */
    public Builder family(Family value) {
      family = Objects.requireNonNull(value);
      return this;
    }

    /** The name given by its authors; the id by default. */
    public Builder title(String text) {
      return describe(descriptor -> descriptor.title(text));
    }

    /** One sentence that helps a user choose. */
    public Builder summary(String sentence) {
      return describe(descriptor -> descriptor.summary(sentence));
    }

    /** The terms of the weights; not stated by default. */
    public Builder licence(Licence terms) {
      return describe(descriptor -> descriptor.licence(terms));
    }

    /** Where a user gets the weights. */
    public Builder source(String text) {
      return describe(descriptor -> descriptor.source(text));
    }

    /** Adds a published figure, for the advisor. */
    public Builder figure(Quantity quantity, double value, Citation origin) {
      return describe(descriptor -> descriptor.figure(quantity, value, origin));
    }

    /** Any other part of the descriptor, such as downloads; later parts replace earlier ones. */
    public Builder describe(Consumer<ModelDescriptor.Builder> part) {
      parts.add(Objects.requireNonNull(part));
      return this;
    }

    /**
     * Returns the network.
     *
     * @throws IllegalArgumentException if parts of the recipe contradict each other
     */
    public OnnxNetwork build() {
      NetworkRecipe recipe = toRecipe();
      ModelDescriptor.Builder descriptor = ModelDescriptor.builder(id, family);
      descriptor.fileNames(file == null ? id + ".onnx" : file.toAbsolutePath().toString());
      sizeRule(recipe.size()).ifPresent(descriptor::sizeRule);
      parts.forEach(part -> part.accept(descriptor));
      return new OnnxNetwork(descriptor.build(), recipe, Optional.ofNullable(file));
    }

    /** The size as the advisor estimates it; none where it has no such kind. */
    private static Optional<SizeRule> sizeRule(InputSize size) {
      long maxPixels = size.maxPixels().orElse(InputSize.DEFAULT_MAX_PIXELS);
      return switch (size.kind()) {
        case STRETCH, FIT -> {
          long pixels = (long) size.width() * size.height();
          int side = (int) Math.round(Math.sqrt((double) pixels));
          yield Optional.of(new SizeRule(SizeRule.Kind.SQUARE, side, pixels));
        }
        case SHORT_SIDE ->
            Optional.of(new SizeRule(SizeRule.Kind.SHORT_EXACTLY, size.width(), maxPixels));
        case SHORT_SIDE_AT_MOST ->
            Optional.of(new SizeRule(SizeRule.Kind.SHORT_AT_MOST, size.width(), maxPixels));
        case OPEN ->
            Optional.of(new SizeRule(SizeRule.Kind.SHORT_AT_MOST, InputSize.MAX_SIDE, maxPixels));
        case GRAPH, LONG_SIDE, LONG_SIDE_AT_MOST -> Optional.empty();
      };
    }
  }
}

package io.github.matting4j.networks.recipe;

import io.github.matting4j.model.Family;
import io.github.matting4j.model.Licence;
import io.github.matting4j.model.ModelDescriptor;
import io.github.matting4j.model.figures.Citation;
import io.github.matting4j.model.figures.ModelFigure;
import io.github.matting4j.model.figures.Quantity;
import io.github.matting4j.onnx.OnnxNetwork;
import io.github.matting4j.onnx.recipe.Activation;
import io.github.matting4j.onnx.recipe.ChannelOrder;
import io.github.matting4j.onnx.recipe.ExtraInput;
import io.github.matting4j.onnx.recipe.InputSize;
import io.github.matting4j.onnx.recipe.RecurrentState;
import io.github.matting4j.onnx.recipe.TensorLayout;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** Makes a network of the values of a recipe file. Not thread-safe. */
final class RecipeReader {
  private final YamlValue.Mapping root;
  private final OnnxNetwork.Builder builder;

  private RecipeReader(YamlValue.Mapping root, OnnxNetwork.Builder builder) {
    this.root = root;
    this.builder = builder;
  }

  /**
   * Reads a text.
   *
   * @param id of the network
   * @param folder of the recipe, which a relative path to the weights starts from
   * @throws RecipeException if anything in it is not understood
   */
  static RecipeFile read(String id, String text, Path folder) {
    return read(id, YamlText.parse(text), folder);
  }

  /** The same with the values of a text. */
  static RecipeFile read(String id, YamlValue.Mapping root, Path folder) {
    RecipeKeys.ALL.check("", root);
    OnnxNetwork.Builder builder;
    try {
      builder = OnnxNetwork.builder(id);
    } catch (IllegalArgumentException e) {
      throw new RecipeException(e.getMessage() + "; rename the file");
    }
    return new RecipeReader(root, builder).read(id, folder);
  }

  private RecipeFile read(String id, Path folder) {
    root.values().forEach(this::apply);
    readOutput();
    Path weights =
        get("file").map(value -> path(folder, value)).orElse(folder.resolve(id + ".onnx"));
    try {
      return new RecipeFile(
          builder.file(weights).build(),
          get("sha256").map(RecipeReader::text),
          get("file").isPresent());
    } catch (IllegalArgumentException e) {
      throw new RecipeException(String.valueOf(e.getMessage()));
    }
  }

  private Optional<YamlValue> get(String key) {
    return Optional.ofNullable(root.values().get(key));
  }

  /** One key; the builder's own checks become errors of its line. */
  private void apply(String key, YamlValue value) {
    try {
      put(key, value);
    } catch (IllegalArgumentException e) {
      throw new RecipeException(value.line(), key + ": " + e.getMessage());
    }
  }

  private void put(String key, YamlValue value) {
    switch (key) {
      case "title" -> builder.title(text(value));
      case "summary" -> builder.summary(text(value));
      case "kind" -> {
        ModelDescriptor.Kind kind = constant(ModelDescriptor.Kind.class, value);
        builder.describe(descriptor -> descriptor.kind(kind));
      }
      case "family" -> builder.family(new Family(text(value)));
      case "licence" -> builder.licence(licence((YamlValue.Mapping) value));
      case "source" -> builder.source(text(value));
      case "size" -> builder.size(size(value));
      case "padding" -> padding(value);
      case "channels" -> builder.channels(constant(ChannelOrder.class, value));
      case "layout" -> builder.layout(constant(TensorLayout.class, value));
      case "range" -> builder.range(number(item(value, 0)), number(item(value, 1)));
      case "mean" -> builder.mean(numbers(value));
      case "std" -> builder.std(numbers(value));
      case "input" -> builder.input(text(value));
      case "activation" -> builder.activation(constant(Activation.class, value));
      case "levels" -> builder.levels(number(item(value, 0)), number(item(value, 1)));
      case "stretchLevels" -> builder.stretchLevels(flag(value));
      case "states" -> each(value, state -> builder.state(state(state)));
      case "extras" -> each(value, extra -> builder.extra(extra(extra)));
      case "figures" -> each(value, this::figure);
      case "file", "sha256", "output", "channel" -> {} // by read()
      default -> throw new IllegalStateException(key);
    }
  }

  private void readOutput() {
    int channel = get("channel").map(value -> (int) number(value)).orElse(0);
    Optional<YamlValue> output = get("output");
    if (output.isPresent() && scalar(output.get()).value() instanceof String name) {
      builder.output(name, channel);
    } else {
      builder.output(output.map(value -> (int) number(value)).orElse(0), channel);
    }
  }

  private static Path path(Path folder, YamlValue value) {
    try {
      return folder.resolve(text(value));
    } catch (InvalidPathException e) {
      throw new RecipeException(
          value.line(), "file is " + value.shown() + ", which cannot be the name of a file here");
    }
  }

  private static Licence licence(YamlValue.Mapping value) {
    return new Licence(
        text(value, "name"),
        text(value, "page"),
        text(value, "attribution"),
        Optional.ofNullable(value.values().get("commercialUse"))
            .map(use -> constant(Licence.CommercialUse.class, use))
            .orElse(Licence.CommercialUse.UNKNOWN));
  }

  private static InputSize size(YamlValue value) {
    if (!(value instanceof YamlValue.Mapping mapping)) {
      return text(value).equals("open") ? InputSize.open() : InputSize.ofGraph();
    }
    InputSize size = InputSize.ofGraph();
    for (String key : mapping.values().keySet()) {
      YamlValue side = mapping.values().get(key);
      size =
          switch (key) {
            case "stretch" -> InputSize.stretch(whole(item(side, 0)), whole(item(side, 1)));
            case "fit" -> InputSize.fit(whole(item(side, 0)), whole(item(side, 1)));
            case "shortSide" -> InputSize.shortSide(whole(side));
            case "longSide" -> InputSize.longSide(whole(side));
            case "shortSideAtMost" -> InputSize.shortSideAtMost(whole(side));
            case "longSideAtMost" -> InputSize.longSideAtMost(whole(side));
            case "open" -> InputSize.open();
            default -> size;
          };
    }
    YamlValue multiple = mapping.values().get("multipleOf");
    YamlValue limit = mapping.values().get("maxPixels");
    size = multiple == null ? size : size.multipleOf(whole(multiple));
    return limit == null ? size : size.maxPixels((long) number(limit));
  }

  private void padding(YamlValue value) {
    if (value instanceof YamlValue.Sequence) {
      builder.padding(
          whole(item(value, 0)) << 16 | whole(item(value, 1)) << 8 | whole(item(value, 2)));
    } else {
      builder.paddingOfZeros();
    }
  }

  private static RecurrentState state(YamlValue.Mapping value) {
    YamlValue shape = value.values().get("shape");
    return shape == null
        ? new RecurrentState(text(value, "input"), text(value, "output"))
        : new RecurrentState(
            text(value, "input"),
            text(value, "output"),
            Arrays.stream(numbers(shape)).mapToObj(size -> (long) size).toList());
  }

  private static ExtraInput extra(YamlValue.Mapping value) {
    String input = text(value, "input");
    YamlValue values = value.values().get("values");
    if (values != null) {
      return ExtraInput.values(input, numbers(values));
    }
    YamlValue fill = value.values().get("fill");
    return fill != null
        ? ExtraInput.fill(input, number(fill))
        : ExtraInput.longSideRatio(input, number(part(value, "longSideRatio")));
  }

  private void figure(YamlValue.Mapping value) {
    Quantity quantity =
        Arrays.stream(Quantity.values())
            .filter(known -> RecipeKeys.word(known).equals(text(value, "quantity")))
            .findFirst()
            .orElseThrow();
    ModelFigure figure =
        new ModelFigure(
            quantity,
            number(part(value, "value")),
            new Citation(text(value, "source"), text(value, "date")));
    builder.describe(model -> model.figure(figure));
  }

  // What follows reads values that have been checked.

  private static void each(YamlValue list, Consumer<YamlValue.Mapping> action) {
    for (YamlValue item : ((YamlValue.Sequence) list).items()) {
      try {
        action.accept((YamlValue.Mapping) item);
      } catch (IllegalArgumentException e) {
        throw new RecipeException(item.line(), String.valueOf(e.getMessage()));
      }
    }
  }

  private static YamlValue part(YamlValue.Mapping mapping, String key) {
    return Optional.ofNullable(mapping.values().get(key)).orElseThrow();
  }

  /** A text of a mapping, empty if it is absent. */
  private static String text(YamlValue.Mapping mapping, String key) {
    return Optional.ofNullable(mapping.values().get(key)).map(RecipeReader::text).orElse("");
  }

  private static YamlValue.Scalar scalar(YamlValue value) {
    return (YamlValue.Scalar) value;
  }

  private static String text(YamlValue value) {
    return String.valueOf(scalar(value).value());
  }

  private static boolean flag(YamlValue value) {
    return Boolean.TRUE.equals(scalar(value).value());
  }

  private static double number(YamlValue value) {
    return Double.parseDouble(text(value));
  }

  private static int whole(YamlValue value) {
    return (int) number(value);
  }

  private static YamlValue item(YamlValue list, int i) {
    return ((YamlValue.Sequence) list).items().get(i);
  }

  /** The numbers of a list, or the one number. */
  private static double[] numbers(YamlValue value) {
    List<YamlValue> items =
        value instanceof YamlValue.Sequence list ? list.items() : List.of(value);
    return items.stream().mapToDouble(RecipeReader::number).toArray();
  }

  private static <E extends Enum<E>> E constant(Class<E> type, YamlValue value) {
    return Enum.valueOf(type, text(value).toUpperCase(Locale.ROOT));
  }
}

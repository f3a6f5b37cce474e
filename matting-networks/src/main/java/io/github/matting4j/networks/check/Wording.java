package io.github.matting4j.networks.check;

import io.github.matting4j.onnx.recipe.InputSize;
import io.github.matting4j.onnx.recipe.NetworkRecipe;
import io.github.matting4j.onnx.recipe.TensorLayout;
import io.github.matting4j.onnx.recipe.ValueRange;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** Parts of a recipe as the lines of a recipe file. Stateless. */
final class Wording {
  private Wording() {}

  /** The lines of a recipe that another one does not have: {@code "channels: BGR, channel: 1"}. */
  static String changes(NetworkRecipe from, NetworkRecipe to) {
    Map<String, String> before = lines(from);
    return lines(to).entrySet().stream()
        .filter(line -> !line.getValue().equals(before.get(line.getKey())))
        .map(line -> line.getKey() + ": " + line.getValue())
        .collect(Collectors.joining(", "));
  }

  /** The values of the keys that a check may change, as a recipe file has them. */
  static Map<String, String> lines(NetworkRecipe recipe) {
    Map<String, String> lines = new LinkedHashMap<>();
    lines.put("size", size(recipe.size()));
    lines.put("padding", padding(recipe.padding()));
    lines.put("channels", recipe.channels().name());
    lines.put("layout", recipe.layout() == TensorLayout.AUTO ? "auto" : recipe.layout().name());
    lines.put("range", pair(recipe.range()));
    lines.put("mean", triple(recipe.mean()));
    lines.put("std", triple(recipe.std()));
    lines.put(
        "output",
        recipe
            .output()
            .name()
            .map(name -> '"' + name + '"')
            .orElseGet(() -> Integer.toString(recipe.output().index())));
    lines.put("channel", Integer.toString(recipe.output().channel()));
    lines.put("activation", recipe.activation().name().toLowerCase(Locale.ROOT));
    lines.put("levels", pair(recipe.levels()));
    lines.put("stretchLevels", Boolean.toString(recipe.stretchLevels()));
    return lines;
  }

  private static String size(InputSize size) {
    String multiple = size.multiple() > 1 ? ", multipleOf: " + size.multiple() : "";
    return switch (size.kind()) {
      case GRAPH -> "graph";
      case OPEN -> "open";
      case STRETCH -> "{stretch: [" + size.width() + ", " + size.height() + "]" + multiple + "}";
      case FIT -> "{fit: [" + size.width() + ", " + size.height() + "]" + multiple + "}";
      case SHORT_SIDE -> "{shortSide: " + size.width() + multiple + "}";
      case LONG_SIDE -> "{longSide: " + size.width() + multiple + "}";
      case SHORT_SIDE_AT_MOST -> "{shortSideAtMost: " + size.width() + multiple + "}";
      case LONG_SIDE_AT_MOST -> "{longSideAtMost: " + size.width() + multiple + "}";
    };
  }

  private static String padding(OptionalInt rgb) {
    return rgb.isEmpty()
        ? "zeros"
        : "["
            + (rgb.getAsInt() >> 16 & 255)
            + ", "
            + (rgb.getAsInt() >> 8 & 255)
            + ", "
            + (rgb.getAsInt() & 255)
            + "]";
  }

  private static String pair(ValueRange range) {
    return "[" + number(range.low()) + ", " + number(range.high()) + "]";
  }

  private static String triple(List<Double> values) {
    return values.stream().map(Wording::number).collect(Collectors.joining(", ", "[", "]"));
  }

  private static String number(double value) {
    return value == Math.rint(value)
        ? Long.toString((long) value)
        : new BigDecimal(Double.toString(value)).toPlainString();
  }
}

package io.github.matting4j.networks.recipe;

import io.github.matting4j.onnx.recipe.InputSize;
import io.github.matting4j.onnx.recipe.NetworkRecipe;
import io.github.matting4j.onnx.recipe.TensorLayout;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** The values of a recipe as a recipe file has them. Stateless. */
public final class RecipeValues {
  private RecipeValues() {}

  /**
   * The value of each key that has one value, in the order of the file; {@code padding} also where
   * nothing is padded.
   */
  public static Map<String, String> of(NetworkRecipe recipe) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("size", size(recipe.size()));
    values.put("padding", padding(recipe.padding()));
    values.put("channels", recipe.channels().name());
    values.put("layout", recipe.layout() == TensorLayout.AUTO ? "auto" : recipe.layout().name());
    values.put("range", list(recipe.range().low(), recipe.range().high()));
    values.put("mean", triple(recipe.mean()));
    values.put("std", triple(recipe.std()));
    values.put(
        "output",
        recipe
            .output()
            .name()
            .map(RecipeValues::quoted)
            .orElseGet(() -> Integer.toString(recipe.output().index())));
    values.put("channel", Integer.toString(recipe.output().channel()));
    values.put("activation", recipe.activation().name().toLowerCase(Locale.ROOT));
    values.put("levels", list(recipe.levels().low(), recipe.levels().high()));
    values.put("stretchLevels", Boolean.toString(recipe.stretchLevels()));
    return values;
  }

  private static String size(InputSize size) {
    String sides =
        switch (size.kind()) {
          case GRAPH -> "graph: true";
          case STRETCH -> "stretch: [" + size.width() + ", " + size.height() + "]";
          case FIT -> "fit: [" + size.width() + ", " + size.height() + "]";
          case SHORT_SIDE -> "shortSide: " + size.width();
          case LONG_SIDE -> "longSide: " + size.width();
          case SHORT_SIDE_AT_MOST -> "shortSideAtMost: " + size.width();
          case LONG_SIDE_AT_MOST -> "longSideAtMost: " + size.width();
          case OPEN -> "open: true";
        };
    boolean bare = size.multiple() == 1 && size.maxPixels().isEmpty();
    if (bare && (size.kind() == InputSize.Kind.GRAPH || size.kind() == InputSize.Kind.OPEN)) {
      return size.kind() == InputSize.Kind.GRAPH ? "graph" : "open";
    }
    return "{"
        + sides
        + (size.multiple() > 1 ? ", multipleOf: " + size.multiple() : "")
        + (size.maxPixels().isPresent() ? ", maxPixels: " + size.maxPixels().getAsLong() : "")
        + "}";
  }

  private static String padding(OptionalInt rgb) {
    return rgb.isEmpty()
        ? "zeros"
        : list(rgb.getAsInt() >> 16 & 0xFF, rgb.getAsInt() >> 8 & 0xFF, rgb.getAsInt() & 0xFF);
  }

  /** Three numbers, or the one that all are. */
  private static String triple(List<Double> values) {
    return values.stream().distinct().count() == 1 ? number(values.get(0)) : list(values);
  }

  static String list(double... values) {
    return list(Arrays.stream(values).boxed().toList());
  }

  static String list(Collection<Double> values) {
    return values.stream().map(RecipeValues::number).collect(Collectors.joining(", ", "[", "]"));
  }

  /** The shortest decimal that is read back as the same number, without exponent where readable. */
  static String number(double value) {
    BigDecimal decimal = BigDecimal.valueOf(value).stripTrailingZeros();
    boolean readable = value == 0 || Math.abs(decimal.precision() - decimal.scale()) < 12;
    return readable ? decimal.toPlainString() : Double.toString(value);
  }

  /** In double quotes; characters that are not printable ASCII are escaped where YAML needs it. */
  static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' '
          || (c >= 0x7F && c <= 0xA0)
          || (c >= 0x2028 && c <= 0x202F)
          || c >= 0xD800) {
        quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}

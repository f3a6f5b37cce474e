package io.github.matting4j.networks.recipe;

import io.github.matting4j.model.Licence;
import io.github.matting4j.model.ModelDescriptor;
import io.github.matting4j.model.figures.Engine;
import io.github.matting4j.model.figures.ModelFigure;
import io.github.matting4j.onnx.OnnxNetwork;
import io.github.matting4j.onnx.recipe.AlphaOutput;
import io.github.matting4j.onnx.recipe.ExtraInput;
import io.github.matting4j.onnx.recipe.InputSize;
import io.github.matting4j.onnx.recipe.NetworkRecipe;
import io.github.matting4j.onnx.recipe.RecurrentState;
import io.github.matting4j.onnx.recipe.TensorLayout;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** Writes a recipe file. Not thread-safe. */
final class RecipeText {
  private static final int COMMENT_COLUMN = 40;

  /** A comment that would end after it is put above its line. */
  private static final int MAX_COLUMNS = 116;

  private final StringBuilder out = new StringBuilder();

  private RecipeText() {}

  /** The text of a recipe file, which {@link RecipeReader} reads back as an equal one. */
  static String of(RecipeFile file) {
    RecipeText text = new RecipeText();
    OnnxNetwork network = file.network();
    text.out.append("# How matting4j runs ").append(network.descriptor().id());
    text.out.append(".onnx: docs/recipes.md describes the keys.\n");
    text.describe(network.descriptor());
    if (file.linked()) {
      network.file().ifPresent(weights -> text.line("file", quoted(weights.toString())));
    }
    file.sha256().ifPresent(hash -> text.line("sha256", quoted(hash)));
    text.recipe(network.recipe());
    text.figures(network.descriptor().figures());
    return text.out.toString();
  }

  private void describe(ModelDescriptor model) {
    text("title", model.title());
    text("summary", model.summary());
    model.kind().ifPresent(kind -> line("kind", kind.name().toLowerCase(Locale.ROOT)));
    if (!model.family().name().equals(model.id())) {
      line("family", quoted(model.family().name()));
    }
    licence(model.licence());
    text("source", model.source());
  }

  private void text(String key, String value) {
    if (!value.isBlank()) {
      line(key, quoted(value));
    }
  }

  private void licence(Licence licence) {
    if (!licence.isStated()) {
      return;
    }
    line("licence", "");
    part(RecipeKeys.LICENCE, "name", quoted(licence.name()));
    if (!licence.url().isBlank()) {
      part(RecipeKeys.LICENCE, "page", quoted(licence.url()));
    }
    if (!licence.attribution().isBlank()) {
      part(RecipeKeys.LICENCE, "attribution", quoted(licence.attribution()));
    }
    part(
        RecipeKeys.LICENCE,
        "commercialUse",
        licence.commercialUse().name().toLowerCase(Locale.ROOT));
  }

  private void recipe(NetworkRecipe recipe) {
    out.append("\n# From the photo to the graph\n");
    line("size", size(recipe.size()));
    if (recipe.size().kind() == InputSize.Kind.FIT) {
      line("padding", padding(recipe.padding()));
    }
    line("channels", recipe.channels().name());
    line("layout", recipe.layout() == TensorLayout.AUTO ? "auto" : recipe.layout().name());
    line("range", list(recipe.range().low(), recipe.range().high()));
    line("mean", triple(recipe.mean()));
    line("std", triple(recipe.std()));
    recipe.input().ifPresent(name -> line("input", quoted(name)));
    for (int i = 0; i < recipe.states().size(); i++) {
      RecurrentState state = recipe.states().get(i);
      entry(
          "states",
          i == 0,
          "input: " + quoted(state.input()),
          "output: " + quoted(state.output()),
          "shape: "
              + state.shape().stream()
                  .map(String::valueOf)
                  .collect(Collectors.joining(", ", "[", "]")));
    }
    for (int i = 0; i < recipe.extras().size(); i++) {
      ExtraInput extra = recipe.extras().get(i);
      entry(
          "extras",
          i == 0,
          "input: " + quoted(extra.name()),
          switch (extra.kind()) {
            case VALUES -> "values: " + list(extra.values());
            case FILL -> "fill: " + number(extra.values().get(0));
            case LONG_SIDE_RATIO -> "longSideRatio: " + number(extra.values().get(0));
          });
    }
    out.append("\n# From the graph to the alpha\n");
    AlphaOutput output = recipe.output();
    line("output", output.name().map(RecipeText::quoted).orElse(Integer.toString(output.index())));
    line("channel", Integer.toString(output.channel()));
    line("activation", recipe.activation().name().toLowerCase(Locale.ROOT));
    line("levels", list(recipe.levels().low(), recipe.levels().high()));
    line("stretchLevels", Boolean.toString(recipe.stretchLevels()));
  }

  /** Figures of other engines are not this file's. */
  private void figures(List<ModelFigure> figures) {
    boolean first = true;
    for (ModelFigure figure : figures) {
      if (figure.engine().map(engine -> engine == Engine.ONNX_RUNTIME).orElse(true)) {
        out.append(first ? "\n" : "");
        entry(
            "figures",
            first,
            "quantity: " + RecipeKeys.word(figure.quantity()),
            "value: " + number(figure.value()),
            "source: " + quoted(figure.source().text()),
            figure.source().date().matches(RecipeKeys.DATE)
                ? "date: " + quoted(figure.source().date())
                : "");
        first = false;
      }
    }
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

  /** A key at the start of a line, its value and its meaning. */
  private void line(String key, String value) {
    commented(key + ":" + (value.isEmpty() ? "" : " " + value), RecipeKeys.ALL, key);
  }

  private void part(Shape.Keys keys, String key, String value) {
    commented("  " + key + ": " + value, keys, key);
  }

  private void commented(String text, Shape.Keys keys, String key) {
    String comment = "# " + keys.key(key).orElseThrow().meaning();
    int column = Math.max(COMMENT_COLUMN, text.length() + 2);
    if (column + comment.length() > MAX_COLUMNS) {
      out.append(" ".repeat(text.length() - text.stripLeading().length())).append(comment);
      out.append('\n').append(text).append('\n');
    } else {
      out.append(text).append(" ".repeat(column - text.length())).append(comment).append('\n');
    }
  }

  /** An entry of a list of mappings, on one line. */
  private void entry(String key, boolean first, String... parts) {
    if (first) {
      line(key, "");
    }
    out.append("  - {");
    out.append(
        Arrays.stream(parts).filter(part -> !part.isEmpty()).collect(Collectors.joining(", ")));
    out.append("}\n");
  }

  /** Three numbers, or the one that all are. */
  private static String triple(List<Double> values) {
    return values.stream().distinct().count() == 1 ? number(values.get(0)) : list(values);
  }

  private static String list(double... values) {
    return list(Arrays.stream(values).boxed().toList());
  }

  private static String list(Collection<Double> values) {
    return values.stream().map(RecipeText::number).collect(Collectors.joining(", ", "[", "]"));
  }

  /** The shortest decimal that is read back as the same number, without exponent where readable. */
  private static String number(double value) {
    BigDecimal decimal = BigDecimal.valueOf(value).stripTrailingZeros();
    boolean readable = value == 0 || Math.abs(decimal.precision() - decimal.scale()) < 12;
    return readable ? decimal.toPlainString() : Double.toString(value);
  }

  /** In double quotes; characters that are not printable ASCII are escaped where YAML needs it. */
  private static String quoted(String text) {
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

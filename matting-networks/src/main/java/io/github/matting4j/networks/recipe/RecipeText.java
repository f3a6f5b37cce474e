package io.github.matting4j.networks.recipe;

import io.github.matting4j.model.Licence;
import io.github.matting4j.model.ModelDescriptor;
import io.github.matting4j.model.figures.Engine;
import io.github.matting4j.model.figures.ModelFigure;
import io.github.matting4j.onnx.OnnxNetwork;
import io.github.matting4j.onnx.recipe.ExtraInput;
import io.github.matting4j.onnx.recipe.InputSize;
import io.github.matting4j.onnx.recipe.NetworkRecipe;
import io.github.matting4j.onnx.recipe.RecurrentState;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
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
      network
          .file()
          .ifPresent(weights -> text.line("file", RecipeValues.quoted(weights.toString())));
    }
    file.sha256().ifPresent(hash -> text.line("sha256", RecipeValues.quoted(hash)));
    text.recipe(network.recipe());
    text.figures(network.descriptor().figures());
    return text.out.toString();
  }

  private void describe(ModelDescriptor model) {
    text("title", model.title());
    text("summary", model.summary());
    model.kind().ifPresent(kind -> line("kind", kind.name().toLowerCase(Locale.ROOT)));
    if (!model.family().name().equals(model.id())) {
      line("family", RecipeValues.quoted(model.family().name()));
    }
    licence(model.licence());
    text("source", model.source());
  }

  private void text(String key, String value) {
    if (!value.isBlank()) {
      line(key, RecipeValues.quoted(value));
    }
  }

  private void licence(Licence licence) {
    if (!licence.isStated()) {
      return;
    }
    line("licence", "");
    part(RecipeKeys.LICENCE, "name", RecipeValues.quoted(licence.name()));
    if (!licence.url().isBlank()) {
      part(RecipeKeys.LICENCE, "page", RecipeValues.quoted(licence.url()));
    }
    if (!licence.attribution().isBlank()) {
      part(RecipeKeys.LICENCE, "attribution", RecipeValues.quoted(licence.attribution()));
    }
    part(
        RecipeKeys.LICENCE,
        "commercialUse",
        licence.commercialUse().name().toLowerCase(Locale.ROOT));
  }

  private void recipe(NetworkRecipe recipe) {
    out.append("\n# From the photo to the graph\n");
    Map<String, String> values = RecipeValues.of(recipe);
    lines(values, "size");
    if (recipe.size().kind() == InputSize.Kind.FIT) {
      lines(values, "padding");
    }
    lines(values, "channels", "layout", "range", "mean", "std");
    recipe.input().ifPresent(name -> line("input", RecipeValues.quoted(name)));
    for (int i = 0; i < recipe.states().size(); i++) {
      RecurrentState state = recipe.states().get(i);
      entry(
          "states",
          i == 0,
          "input: " + RecipeValues.quoted(state.input()),
          "output: " + RecipeValues.quoted(state.output()),
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
          "input: " + RecipeValues.quoted(extra.name()),
          switch (extra.kind()) {
            case VALUES -> "values: " + RecipeValues.list(extra.values());
            case FILL -> "fill: " + RecipeValues.number(extra.values().get(0));
            case LONG_SIDE_RATIO -> "longSideRatio: " + RecipeValues.number(extra.values().get(0));
          });
    }
    out.append("\n# From the graph to the alpha\n");
    lines(values, "output", "channel", "activation", "levels", "stretchLevels");
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
            "value: " + RecipeValues.number(figure.value()),
            "source: " + RecipeValues.quoted(figure.source().text()),
            figure.source().date().matches(RecipeKeys.DATE)
                ? "date: " + RecipeValues.quoted(figure.source().date())
                : "");
        first = false;
      }
    }
  }

  private void lines(Map<String, String> values, String... keys) {
    for (String key : keys) {
      line(key, Objects.requireNonNull(values.get(key)));
    }
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
}

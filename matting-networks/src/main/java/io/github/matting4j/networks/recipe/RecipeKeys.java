package io.github.matting4j.networks.recipe;

import io.github.matting4j.model.Licence;
import io.github.matting4j.model.figures.Quantity;
import io.github.matting4j.networks.recipe.Shape.Either;
import io.github.matting4j.networks.recipe.Shape.Flag;
import io.github.matting4j.networks.recipe.Shape.Items;
import io.github.matting4j.networks.recipe.Shape.Keys;
import io.github.matting4j.networks.recipe.Shape.NamedShape;
import io.github.matting4j.networks.recipe.Shape.Numeric;
import io.github.matting4j.networks.recipe.Shape.Text;
import io.github.matting4j.networks.recipe.Shape.Word;
import io.github.matting4j.onnx.recipe.Activation;
import io.github.matting4j.onnx.recipe.InputSize;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The keys of a recipe file, in the order in which they are written. */
final class RecipeKeys {
  static final String DATE = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$";

  private static final Shape SIDE = Numeric.whole(1, InputSize.MAX_SIDE);
  private static final Shape SIDES = new Items(SIDE, 2, 2);
  private static final Shape PAIR = new Items(Numeric.any(), 2, 2);

  static final Keys LICENCE =
      Keys.of(
          NamedShape.required("name", Text.any(), "SPDX identifier, or a short name"),
          NamedShape.optional("page", Text.any(), "where the terms are written"),
          NamedShape.optional("attribution", Text.any(), "whom to credit, and how"),
          NamedShape.optional(
              "commercialUse",
              Word.of(Licence.CommercialUse.values()),
              "whether the terms allow use for profit; unknown by default"));

  static final Keys SIZE =
      Keys.of(
              NamedShape.optional("graph", new Flag(true), "the size that the graph declares"),
              NamedShape.optional("stretch", SIDES, "[width, height], whatever the photo's shape"),
              NamedShape.optional(
                  "fit", SIDES, "[width, height], scaled to fit; the rest is padded"),
              NamedShape.optional("shortSide", SIDE, "the short side in pixels"),
              NamedShape.optional("longSide", SIDE, "the long side in pixels"),
              NamedShape.optional("shortSideAtMost", SIDE, "the short side, if it is longer"),
              NamedShape.optional("longSideAtMost", SIDE, "the long side, if it is longer"),
              NamedShape.optional("open", new Flag(true), "the photo's own size"),
              NamedShape.optional("multipleOf", SIDE, "sides are reduced to a multiple of this"),
              NamedShape.optional(
                  "maxPixels",
                  Numeric.whole(1, (long) InputSize.MAX_SIDE * InputSize.MAX_SIDE),
                  "limit on the network's picture in pixels"))
          .exactlyOne(
              "graph",
              "stretch",
              "fit",
              "shortSide",
              "longSide",
              "shortSideAtMost",
              "longSideAtMost",
              "open");

  static final Keys STATE =
      Keys.of(
          NamedShape.required("input", Text.any(), "input that takes the state"),
          NamedShape.required("output", Text.any(), "output that gives the next one"),
          NamedShape.optional(
              "shape",
              new Items(Numeric.whole(1, InputSize.MAX_SIDE), 1, 8),
              "sizes of the zeros that the first frame gets; [1, 1, 1, 1] by default"));

  static final Keys EXTRA =
      Keys.of(
              NamedShape.required("input", Text.any(), "name of the input"),
              NamedShape.optional(
                  "values", new Items(Numeric.any(), 1, 4096), "its elements, in order"),
              NamedShape.optional("fill", Numeric.any(), "one value in every element"),
              NamedShape.optional(
                  "longSideRatio",
                  Numeric.positive(),
                  "gives min(1, this / long side of the network's picture)"))
          .exactlyOne("values", "fill", "longSideRatio");

  static final Keys FIGURE =
      Keys.of(
          NamedShape.required("quantity", quantities(), "what was measured"),
          NamedShape.required("value", Numeric.any(), "in the quantity's unit"),
          NamedShape.required("source", Text.any(), "who published it, and where"),
          NamedShape.optional(
              "date",
              new Text(Pattern.compile(DATE), "a date such as \"2026-11-22\""),
              "when it was published or looked up"));

  /** All. */
  static final Keys ALL =
      Keys.of(
          NamedShape.optional("title", Text.any(), "name given by its authors"),
          NamedShape.optional("summary", Text.any(), "one sentence that helps a user choose"),
          NamedShape.optional(
              "kind",
              new Word(List.of("matting", "segmentation")),
              "matting: a soft alpha; segmentation: a hard outline"),
          NamedShape.optional("family", Text.any(), "whose rules of the advisor hold for it"),
          NamedShape.optional("licence", LICENCE, "terms of the weights"),
          NamedShape.optional("source", Text.any(), "where the weights are from"),
          NamedShape.optional("file", Text.any(), "the weights, if not NAME.onnx beside this file"),
          NamedShape.optional(
              "sha256",
              new Text(Pattern.compile("^[0-9a-f]{64}$"), "64 hexadecimal digits in lower case"),
              "of the weights; other weights are refused"),
          NamedShape.optional(
              "size", Either.of(new Word(List.of("graph", "open")), SIZE), "the network's picture"),
          NamedShape.optional(
              "padding",
              Either.of(new Word(List.of("zeros")), new Items(Numeric.whole(0, 255), 3, 3)),
              "with fit: [red, green, blue] of 0 to 255, or zeros in the tensor"),
          NamedShape.optional("channels", new Word(List.of("RGB", "BGR")), "order of the colours"),
          NamedShape.optional(
              "layout",
              new Word(List.of("auto", "NCHW", "NHWC")),
              "planes (NCHW) or pixels (NHWC); auto takes what the graph declares"),
          NamedShape.optional(
              "range", PAIR, "what the levels 0 and 255 become, before mean and std"),
          NamedShape.optional(
              "mean", triple(Numeric.any()), "subtracted, in the order of channels"),
          NamedShape.optional(
              "std", triple(Numeric.positive()), "divided by, in the order of channels"),
          NamedShape.optional(
              "input", Text.any(), "name of the picture input, if there are several"),
          NamedShape.optional(
              "output",
              Either.of(Numeric.whole(0, 1000), new Text(Text.any().pattern(), "a name in quotes")),
              "name of the output with the alpha, or its number from 0"),
          NamedShape.optional("channel", Numeric.whole(0, 4095), "channel of that output, from 0"),
          NamedShape.optional(
              "activation", Word.of(Activation.values()), "computed of the output's values first"),
          NamedShape.optional(
              "levels", PAIR, "values of transparent and opaque, after the activation"),
          NamedShape.optional(
              "stretchLevels",
              new Flag(false),
              "whether each photo's smallest value becomes 0 and its largest 1"),
          NamedShape.optional(
              "states", new Items(STATE, 1, 64), "states of a recurrent network, frame to frame"),
          NamedShape.optional(
              "extras", new Items(EXTRA, 1, 64), "inputs that are neither picture nor state"),
          NamedShape.optional(
              "figures", new Items(FIGURE, 1, 100), "published figures, for the advisor"));

  private RecipeKeys() {}

  private static Shape triple(Shape number) {
    return Either.of(number, new Items(number, 3, 3));
  }

  private static Shape quantities() {
    return new Word(Arrays.stream(Quantity.values()).map(RecipeKeys::word).toList());
  }

  /** As a file has it, such as {@code cpu-rate}. */
  static String word(Quantity quantity) {
    return quantity.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

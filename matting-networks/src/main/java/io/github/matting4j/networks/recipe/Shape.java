package io.github.matting4j.networks.recipe;

import io.github.matting4j.text.Spelling;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a value of a recipe file may be. The recipe's keys are defined by these, once: files are
 * checked by them, and {@code docs/recipe.schema.json} is made of them. Immutable.
 */
sealed interface Shape {

  /**
   * Checks a value.
   *
   * @param name what it is, for messages
   * @throws RecipeException if it is not of this shape
   */
  default void check(String name, YamlValue value) {
    if (!takes(value)) {
      throw new RecipeException(
          value.line(), name + " is " + value.shown() + "; it must be " + allowed());
    }
  }

  /** Whether it could be of this shape; its parts are examined by {@link #check}. */
  boolean takes(YamlValue value);

  /** What is allowed, for messages. */
  String allowed();

  /**
   * A text.
   *
   * @param pattern that is found in it; one of the whole text has ^ and $
   * @param allowed what the pattern means
   */
  record Text(Pattern pattern, String allowed) implements Shape {
    static Text any() {
      return new Text(Pattern.compile("\\S"), "a text");
    }

    @Override
    public boolean takes(YamlValue value) {
      return value instanceof YamlValue.Scalar scalar
          && scalar.value() instanceof String text
          && pattern.matcher(text).find();
    }

    /** A number where a text is needed lacks quotes. */
    @Override
    public void check(String name, YamlValue value) {
      if (value instanceof YamlValue.Scalar scalar
          && scalar.value() != null
          && !(scalar.value() instanceof String)) {
        throw new RecipeException(
            value.line(),
            name + " is " + value.shown() + "; it must be " + allowed + ": put it in quotes");
      }
      Shape.super.check(name, value);
    }
  }

  /** One of several words. */
  record Word(List<String> words) implements Shape {
    static Word of(Enum<?>... constants) {
      List<String> words = new ArrayList<>();
      for (Enum<?> constant : constants) {
        words.add(constant.name().toLowerCase(Locale.ROOT));
      }
      return new Word(words);
    }

    @Override
    public boolean takes(YamlValue value) {
      return value instanceof YamlValue.Scalar scalar
          && scalar.value() instanceof String text
          && words.contains(text);
    }

    @Override
    public String allowed() {
      return words.size() == 1
          ? words.get(0)
          : "one of " + words.stream().collect(Collectors.joining(", "));
    }
  }

  /**
   * A finite number.
   *
   * @param whole whether it has no fraction
   * @param above the number is larger than this, if given
   * @param max and at most this, if given
   */
  record Numeric(boolean whole, Optional<Long> above, Optional<Long> max) implements Shape {
    static Numeric any() {
      return new Numeric(false, Optional.empty(), Optional.empty());
    }

    static Numeric positive() {
      return new Numeric(false, Optional.of(0L), Optional.empty());
    }

    static Numeric whole(long min, long max) {
      return new Numeric(true, Optional.of(min - 1), Optional.of(max));
    }

    @Override
    public boolean takes(YamlValue value) {
      return value instanceof YamlValue.Scalar scalar
          && scalar.value() instanceof Double number
          && (!whole || number == Math.rint(number))
          && above.map(limit -> number > limit).orElse(true)
          && max.map(limit -> number <= limit).orElse(true);
    }

    @Override
    public String allowed() {
      if (whole) {
        return "a whole number of " + (above.orElse(0L) + 1) + " to " + max.orElse(Long.MAX_VALUE);
      }
      return "a number" + above.map(limit -> " above " + limit).orElse("");
    }
  }

  /** True or false, or only true. */
  record Flag(boolean onlyTrue) implements Shape {
    @Override
    public boolean takes(YamlValue value) {
      return value instanceof YamlValue.Scalar scalar
          && scalar.value() instanceof Boolean flag
          && (flag || !onlyTrue);
    }

    @Override
    public String allowed() {
      return onlyTrue ? "true" : "true or false";
    }
  }

  /** A list. */
  record Items(Shape item, int min, int max) implements Shape {
    @Override
    public boolean takes(YamlValue value) {
      return value instanceof YamlValue.Sequence list
          && list.items().size() >= min
          && list.items().size() <= max;
    }

    @Override
    public void check(String name, YamlValue value) {
      Shape.super.check(name, value);
      for (YamlValue element : ((YamlValue.Sequence) value).items()) {
        if (item instanceof Keys) {
          item.check("an entry of " + name, element);
        } else if (!item.takes(element)) {
          throw new RecipeException(
              element.line(),
              name
                  + " is "
                  + value.shown()
                  + ", of which "
                  + element.shown()
                  + " is not allowed; it must be "
                  + allowed());
        }
      }
    }

    @Override
    public String allowed() {
      String count = min == max ? Integer.toString(min) : min + " to " + max;
      return "a list [...] of " + count + " values, each " + item.allowed();
    }
  }

  /** A value of one of several shapes, which differ in what {@link #takes} says. */
  record Either(List<Shape> shapes) implements Shape {
    static Either of(Shape... shapes) {
      return new Either(List.of(shapes));
    }

    @Override
    public boolean takes(YamlValue value) {
      return shapes.stream().anyMatch(shape -> shape.takes(value));
    }

    @Override
    public void check(String name, YamlValue value) {
      Shape.super.check(name, value);
      shapes.stream()
          .filter(shape -> shape.takes(value))
          .findFirst()
          .orElseThrow()
          .check(name, value);
    }

    @Override
    public String allowed() {
      return shapes.stream().map(Shape::allowed).collect(Collectors.joining(", or "));
    }
  }

  /**
   * A key of a mapping.
   *
   * @param meaning one sentence without its full stop
   */
  record NamedShape(String name, Shape shape, boolean required, String meaning) {
    static NamedShape optional(String name, Shape shape, String meaning) {
      return new NamedShape(name, shape, false, meaning);
    }

    static NamedShape required(String name, Shape shape, String meaning) {
      return new NamedShape(name, shape, true, meaning);
    }
  }

  /**
   * A mapping of known keys.
   *
   * @param oneOf of these exactly one is given; empty for no such rule
   */
  record Keys(List<NamedShape> keys, List<String> oneOf) implements Shape {
    static Keys of(NamedShape... keys) {
      return new Keys(List.of(keys), List.of());
    }

    Keys exactlyOne(String... names) {
      return new Keys(keys, List.of(names));
    }

    Optional<NamedShape> key(String name) {
      return keys.stream().filter(key -> key.name().equals(name)).findFirst();
    }

    @Override
    public boolean takes(YamlValue value) {
      return value instanceof YamlValue.Mapping;
    }

    @Override
    public void check(String name, YamlValue value) {
      Shape.super.check(name, value);
      YamlValue.Mapping mapping = (YamlValue.Mapping) value;
      String prefix = name.isEmpty() ? "" : name + ": ";
      mapping
          .values()
          .forEach(
              (key, part) -> {
                int line = Objects.requireNonNull(mapping.keyLines().get(key));
                key(key).orElseThrow(() -> unknown(prefix, line, key)).shape().check(key, part);
              });
      for (NamedShape key : keys) {
        if (key.required() && !mapping.values().containsKey(key.name())) {
          throw new RecipeException(value.line(), prefix + "'" + key.name() + "' is missing");
        }
      }
      List<String> chosen = oneOf.stream().filter(mapping.values()::containsKey).toList();
      if (!oneOf.isEmpty() && chosen.size() != 1) {
        throw new RecipeException(
            value.line(),
            prefix
                + (chosen.isEmpty() ? "none" : String.join(" and ", chosen))
                + " is given; give one of "
                + String.join(", ", oneOf));
      }
    }

    private RecipeException unknown(String prefix, int line, String key) {
      String nearest =
          keys.stream()
              .map(NamedShape::name)
              .min(Comparator.comparingInt(known -> Spelling.distance(key, known)))
              .orElse("");
      boolean similar = Spelling.distance(key, nearest) <= Math.max(2, nearest.length() / 3);
      return new RecipeException(
          line,
          prefix
              + "the key '"
              + key.replaceAll("\\p{Cntrl}", "?")
              + "' is unknown; "
              + (similar
                  ? "did you mean '" + nearest + "'?"
                  : "known are "
                      + keys.stream().map(NamedShape::name).collect(Collectors.joining(", "))));
    }

    @Override
    public String allowed() {
      return "a mapping with "
          + (oneOf.isEmpty()
              ? keys.stream().map(NamedShape::name).collect(Collectors.joining(", "))
              : "one of " + String.join(", ", oneOf));
    }
  }
}

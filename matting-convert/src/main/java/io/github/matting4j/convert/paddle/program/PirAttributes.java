package io.github.matting4j.convert.paddle.program;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads attributes of Paddle 3's operators. */
final class PirAttributes {
  private PirAttributes() {}

  /**
   * The value, or nothing for one that does not matter, such as a device.
   *
   * @param operator whose attribute it is
   * @param attribute kind and value
   */
  static Optional<Attribute> read(String operator, JsonView attribute)
      throws InvalidProgramException {
    String kind = attribute.get("#").text().replaceFirst("^[0-9]+\\.a_", "");
    JsonView value = attribute.get("D");
    return switch (kind) {
      case "bool", "i32", "i64" -> Optional.of(Attribute.of(value.integer()));
      case "f32" -> Optional.of(Attribute.of((double) (float) real(value)));
      case "f64" -> Optional.of(Attribute.of(real(value)));
      case "str" -> Optional.of(Attribute.of(value.text()));
      case "array" -> array(operator, value);
      case "intarray" -> {
        List<Long> values = new ArrayList<>();
        for (JsonView element : value.list()) {
          values.add(element.integer());
        }
        yield Optional.of(new Attribute.Integers(values));
      }
      case "scalar" -> value.isPresent() ? scalar(value) : Optional.empty();
      case "dtype" -> {
        String name = value.text();
        Optional<DataType> type = DataType.named(name);
        yield Optional.of(Attribute.of(type.isPresent() ? type.get().code() : -1L));
      }
      default -> Optional.empty();
    };
  }

  /** Non-finite numbers are written as texts. */
  private static double real(JsonView value) throws InvalidProgramException {
    if (value.value() instanceof String text) {
      return switch (text) {
        case "NaN", "nan" -> Double.NaN;
        case "Infinity", "inf", "INF" -> Double.POSITIVE_INFINITY;
        case "-Infinity", "-inf", "-INF" -> Double.NEGATIVE_INFINITY;
        default -> throw value.wrong("a number");
      };
    }
    return value.real();
  }

  private static Optional<Attribute> scalar(JsonView value) throws InvalidProgramException {
    return value.value() instanceof Long || value.value() instanceof Boolean
        ? Optional.of(Attribute.of(value.integer()))
        : Optional.of(Attribute.of(real(value)));
  }

  private static Optional<Attribute> array(String operator, JsonView array)
      throws InvalidProgramException {
    List<Long> integers = new ArrayList<>();
    List<Double> reals = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    for (JsonView element : array.list()) {
      Optional<Attribute> read = read(operator, element);
      if (read.isEmpty()) {
        return Optional.empty();
      }
      Attribute attribute = read.get();
      if (attribute instanceof Attribute.Integers whole) {
        integers.addAll(whole.values());
        whole.values().forEach(one -> reals.add((double) one));
      } else if (attribute instanceof Attribute.Reals real) {
        reals.addAll(real.values());
      } else if (attribute instanceof Attribute.Texts text) {
        texts.addAll(text.values());
      }
    }
    if (!texts.isEmpty()) {
      return Optional.of(new Attribute.Texts(texts));
    }
    return Optional.of(
        integers.size() == reals.size()
            ? new Attribute.Integers(integers)
            : new Attribute.Reals(reals));
  }
}

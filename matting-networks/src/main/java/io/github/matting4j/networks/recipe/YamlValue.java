package io.github.matting4j.networks.recipe;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A value of a YAML file and the line that it starts on. Immutable. */
sealed interface YamlValue {
  /** Longer values are shortened in messages. */
  int MAX_SHOWN = 60;

  /** The line, counted from 1. */
  int line();

  /** As a message shows it. */
  String shown();

  /**
   * A text, number, truth value or nothing.
   *
   * @param value a String, Double, Boolean, or null for nothing
   * @param text as the file has it
   */
  record Scalar(int line, @Nullable Object value, String text) implements YamlValue {
    @Override
    public String shown() {
      if (value == null) {
        return "empty";
      }
      return value instanceof String ? "'" + YamlValue.shortened(text) + "'" : text;
    }
  }

  /** Values in order. */
  record Sequence(int line, List<YamlValue> items) implements YamlValue {
    @Override
    public String shown() {
      return YamlValue.shortened(
          items.stream().map(YamlValue::shown).collect(Collectors.joining(", ", "[", "]")));
    }
  }

  /**
   * Values by their keys, in order.
   *
   * @param keyLines where each key is
   */
  record Mapping(int line, Map<String, YamlValue> values, Map<String, Integer> keyLines)
      implements YamlValue {
    @Override
    public String shown() {
      return YamlValue.shortened(
          values.keySet().stream().collect(Collectors.joining(", ", "a mapping of ", "")));
    }
  }

  /** Values that were read from elsewhere, all on the first line. */
  static Mapping mapping(Map<?, ?> values) {
    Map<String, YamlValue> mapping = new LinkedHashMap<>();
    Map<String, Integer> lines = new LinkedHashMap<>();
    values.forEach(
        (key, value) -> {
          mapping.put(String.valueOf(key), value(value));
          lines.put(String.valueOf(key), 1);
        });
    return new Mapping(1, mapping, lines);
  }

  private static YamlValue value(@Nullable Object value) {
    if (value instanceof Map<?, ?> mapping) {
      return mapping(mapping);
    }
    if (value instanceof List<?> list) {
      List<YamlValue> items = new ArrayList<>();
      list.forEach(item -> items.add(value(item)));
      return new Sequence(1, List.copyOf(items));
    }
    return new Scalar(
        1, value instanceof Number number ? number.doubleValue() : value, String.valueOf(value));
  }

  private static String shortened(String text) {
    String line = text.replaceAll("\\p{Cntrl}", "?");
    return line.length() <= MAX_SHOWN ? line : line.substring(0, MAX_SHOWN) + "...";
  }
}

package io.github.matting4j.convert.paddle.program;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Typed access to a JSON value, with a refusal where the kind is another. Immutable.
 *
 * @param value as {@link JsonReader} made it
 * @param where the value is, for messages
 */
record JsonView(@Nullable Object value, String where) {
  /** A member of an object; a view of nothing if it is absent. */
  JsonView get(String name) throws InvalidProgramException {
    if (!(value instanceof Map<?, ?> members)) {
      throw wrong("an object");
    }
    return new JsonView(members.get(name), where + "." + name);
  }

  /** Whether there is a value. */
  boolean isPresent() {
    return value != null;
  }

  boolean isList() {
    return value instanceof List<?>;
  }

  /** The elements of an array. */
  List<JsonView> list() throws InvalidProgramException {
    if (!(value instanceof List<?> elements)) {
      throw wrong("an array");
    }
    List<JsonView> views = new ArrayList<>(elements.size());
    for (Object element : elements) {
      views.add(new JsonView(element, where + "[]"));
    }
    return views;
  }

  /** The element of an array at an index. */
  JsonView get(int index) throws InvalidProgramException {
    if (!(value instanceof List<?> elements)) {
      throw wrong("an array");
    }
    return new JsonView(
        index < elements.size() ? elements.get(index) : null, where + "[" + index + "]");
  }

  String text() throws InvalidProgramException {
    if (value instanceof String text) {
      return text;
    }
    throw wrong("a text");
  }

  long integer() throws InvalidProgramException {
    if (value instanceof Long number) {
      return number;
    }
    if (value instanceof Boolean flag) {
      return flag ? 1 : 0;
    }
    throw wrong("a whole number");
  }

  double real() throws InvalidProgramException {
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    throw wrong("a number");
  }

  InvalidProgramException wrong(String wanted) {
    String found =
        value == null
            ? "nothing"
            : value == JsonReader.NULL
                ? "null"
                : value instanceof Map<?, ?>
                    ? "an object"
                    : value instanceof List<?>
                        ? "an array"
                        : value instanceof String ? "a text" : "the value " + value;
    return new InvalidProgramException(
        "The program has "
            + found
            + " where "
            + wanted
            + " must be, at "
            + where
            + ". "
            + Refusals.DAMAGED);
  }
}

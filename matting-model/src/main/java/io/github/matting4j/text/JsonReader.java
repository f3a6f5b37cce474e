package io.github.matting4j.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON text into maps, lists, strings, doubles and booleans; members whose value is null are
 * left out. For small files of this library's own. Not thread-safe.
 */
public final class JsonReader {
  private static final int MAX_DEPTH = 32;

  private final String text;
  private int at;
  private int depth;

  private JsonReader(String text) {
    this.text = text;
  }

  /**
   * The members of an object.
   *
   * @throws IllegalArgumentException if the text is not one JSON object
   */
  public static Map<String, Object> object(String text) {
    JsonReader reader = new JsonReader(text);
    Object value = reader.value();
    reader.skipSpace();
    if (!(value instanceof Map<?, ?> map) || reader.at < text.length()) {
      throw reader.failure("one object was expected");
    }
    Map<String, Object> members = new LinkedHashMap<>();
    map.forEach((key, member) -> members.put(String.valueOf(key), member));
    return members;
  }

  private @Nullable Object value() {
    if (++depth > MAX_DEPTH) {
      throw failure("it is nested too deeply");
    }
    try {
      skipSpace();
      return switch (peek()) {
        case '{' -> members();
        case '[' -> elements();
        case '"' -> string();
        case 't' -> word("true", true);
        case 'f' -> word("false", false);
        case 'n' -> word("null", null);
        default -> number();
      };
    } finally {
      depth--;
    }
  }

  private Map<String, Object> members() {
    Map<String, Object> members = new LinkedHashMap<>();
    at++;
    skipSpace();
    for (boolean more = !takes('}'); more; more = takesComma('}')) {
      skipSpace();
      String key = string();
      skipSpace();
      if (!takes(':')) {
        throw failure("':' was expected");
      }
      Object member = value();
      if (member != null) {
        members.put(key, member);
      }
    }
    return members;
  }

  private List<Object> elements() {
    List<Object> elements = new ArrayList<>();
    at++;
    skipSpace();
    for (boolean more = !takes(']'); more; more = takesComma(']')) {
      Object element = value();
      if (element != null) {
        elements.add(element);
      }
    }
    return elements;
  }

  private boolean takesComma(char end) {
    skipSpace();
    if (takes(',')) {
      return true;
    }
    if (!takes(end)) {
      throw failure("',' or '" + end + "' was expected");
    }
    return false;
  }

  private String string() {
    if (!takes('"')) {
      throw failure("a string was expected");
    }
    StringBuilder string = new StringBuilder();
    for (char c = next(); c != '"'; c = next()) {
      string.append(c == '\\' ? escaped(next()) : c);
    }
    return string.toString();
  }

  private char escaped(char c) {
    return switch (c) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case 'b' -> '\b';
      case 'f' -> '\f';
      case '"', '\\', '/' -> c;
      case 'u' -> {
        String digits = text.substring(at, Math.min(text.length(), at + 4));
        if (!digits.matches("[0-9a-fA-F]{4}")) {
          throw failure("four hexadecimal digits were expected");
        }
        at += 4;
        yield (char) Integer.parseInt(digits, 16);
      }
      default -> throw failure("the escape \\" + c + " is not known");
    };
  }

  private Double number() {
    int start = at;
    while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    try {
      return Double.valueOf(text.substring(start, at));
    } catch (NumberFormatException e) {
      at = start;
      throw failure("a value was expected");
    }
  }

  private @Nullable Object word(String word, @Nullable Object value) {
    if (!text.startsWith(word, at)) {
      throw failure("a value was expected");
    }
    at += word.length();
    return value;
  }

  private void skipSpace() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private boolean takes(char c) {
    if (peek() != c) {
      return false;
    }
    at++;
    return true;
  }

  /** The next character, or 0 at the end. */
  private char peek() {
    return at < text.length() ? text.charAt(at) : 0;
  }

  private char next() {
    if (at >= text.length()) {
      throw failure("it ends too early");
    }
    return text.charAt(at++);
  }

  private IllegalArgumentException failure(String problem) {
    return new IllegalArgumentException("not valid JSON at character " + at + ": " + problem);
  }
}

package io.github.matting4j.graph.paddle.program;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A strict JSON reader. Objects become maps, arrays become lists, whole numbers become {@link Long}
 * and others {@link Double}; {@code null} becomes {@link #NULL}. Refuses duplicate keys and deep
 * nesting. Not thread-safe.
 */
final class JsonReader {
  /** Stands for JSON's {@code null}. */
  static final Object NULL = new Object();

  /** Real programs nest less than 20 levels deep. */
  private static final int MAX_DEPTH = 100;

  /** Ten times what the largest known network needs. */
  private static final int MAX_VALUES = 2_000_000;

  private final String text;
  private int values;
  private int at;
  private int depth;

  private JsonReader(String text) {
    this.text = text;
  }

  /** The one value that the UTF-8 bytes are. */
  static Object read(byte[] bytes) throws InvalidProgramException {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new InvalidProgramException(
          "The program is not valid UTF-8 text. " + Refusals.DAMAGED, e);
    }
    JsonReader reader = new JsonReader(text);
    Object value = reader.value();
    reader.skipSpace();
    if (reader.at < text.length()) {
      throw reader.invalid("text after the end of the value");
    }
    return value;
  }

  private Object value() throws InvalidProgramException {
    skipSpace();
    if (++values > MAX_VALUES) {
      throw invalid("more than " + MAX_VALUES + " values");
    }
    return switch (peek()) {
      case '{' -> nested(this::object);
      case '[' -> nested(this::array);
      case '"' -> string();
      case 't' -> literal("true", true);
      case 'f' -> literal("false", false);
      case 'n' -> literal("null", NULL);
      default -> number();
    };
  }

  private interface Part {
    Object read() throws InvalidProgramException;
  }

  private Object nested(Part part) throws InvalidProgramException {
    if (++depth > MAX_DEPTH) {
      throw invalid("more than " + MAX_DEPTH + " levels of nesting");
    }
    at++;
    Object value = part.read();
    depth--;
    return value;
  }

  private Object object() throws InvalidProgramException {
    Map<String, Object> members = new LinkedHashMap<>();
    skipSpace();
    if (accept('}')) {
      return members;
    }
    do {
      skipSpace();
      String key = string();
      skipSpace();
      expect(':');
      if (members.put(key, value()) != null) {
        throw invalid("the name \"" + key + "\" twice in one object");
      }
      skipSpace();
    } while (accept(','));
    expect('}');
    return members;
  }

  private Object array() throws InvalidProgramException {
    List<Object> elements = new ArrayList<>(4);
    skipSpace();
    if (accept(']')) {
      return elements;
    }
    do {
      elements.add(value());
      skipSpace();
    } while (accept(','));
    expect(']');
    return elements;
  }

  private String string() throws InvalidProgramException {
    expect('"');
    int start = at;
    while (peek() != '"' && peek() != '\\') {
      if (peek() < ' ') {
        throw invalid("a control character in a text");
      }
      at++;
    }
    if (peek() == '"') {
      return text.substring(start, at++);
    }
    StringBuilder out = new StringBuilder(text.substring(start, at));
    while (!accept('"')) {
      char next = peek();
      if (next < ' ') {
        throw invalid("a control character in a text");
      }
      at++;
      out.append(next == '\\' ? escape() : next);
    }
    return out.toString();
  }

  private char escape() throws InvalidProgramException {
    char kind = peek();
    at++;
    return switch (kind) {
      case '"', '\\', '/' -> kind;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> {
        int code = 0;
        for (int i = 0; i < 4; i++) {
          int digit = Character.digit(peek(), 16);
          if (digit < 0 || peek() > 'f') {
            throw invalid("an invalid escape in a text");
          }
          code = code * 16 + digit;
          at++;
        }
        yield (char) code;
      }
      default -> throw invalid("an invalid escape in a text");
    };
  }

  private Object literal(String word, Object value) throws InvalidProgramException {
    if (!text.startsWith(word, at)) {
      throw invalid("an unknown word");
    }
    at += word.length();
    return value;
  }

  private Object number() throws InvalidProgramException {
    int start = at;
    accept('-');
    int whole = digits();
    if (whole == 0 || (whole > 1 && text.charAt(at - whole) == '0')) {
      throw invalid("neither a value nor a number");
    }
    boolean integer = true;
    if (accept('.')) {
      integer = false;
      requireDigits();
    }
    if (accept('e') || accept('E')) {
      integer = false;
      if (!accept('+')) {
        accept('-');
      }
      requireDigits();
    }
    String digits = text.substring(start, at);
    if (digits.length() > 64) {
      throw invalid("a number of more than 64 characters");
    }
    try {
      return integer ? (Object) Long.parseLong(digits) : (Object) Double.parseDouble(digits);
    } catch (NumberFormatException e) {
      throw invalid("a number beyond 64 bits");
    }
  }

  private void requireDigits() throws InvalidProgramException {
    if (digits() == 0) {
      throw invalid("an incomplete number");
    }
  }

  private int digits() {
    int start = at;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at - start;
  }

  private void skipSpace() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private char peek() throws InvalidProgramException {
    if (at >= text.length()) {
      throw invalid("its end within a value");
    }
    return text.charAt(at);
  }

  private boolean accept(char wanted) {
    boolean found = at < text.length() && text.charAt(at) == wanted;
    if (found) {
      at++;
    }
    return found;
  }

  private void expect(char wanted) throws InvalidProgramException {
    if (!accept(wanted)) {
      throw invalid(at < text.length() ? "no '" + wanted + "' where one must be" : "its end");
    }
  }

  private InvalidProgramException invalid(String found) {
    return new InvalidProgramException(
        "The program is not valid JSON: it has "
            + found
            + " at character "
            + at
            + ". "
            + Refusals.DAMAGED);
  }
}

package io.github.matting4j.text;

import java.util.Locale;
import java.util.Optional;

/** Writes JSON text. Not thread-safe. */
public final class JsonWriter {
  private final StringBuilder out = new StringBuilder();

  public JsonWriter open(char bracket) {
    separate();
    out.append(bracket);
    return this;
  }

  public JsonWriter close(char bracket) {
    out.append(bracket);
    return this;
  }

  public JsonWriter key(String name) {
    separate();
    quote(name);
    out.append(':');
    return this;
  }

  public JsonWriter text(String value) {
    separate();
    quote(value);
    return this;
  }

  public JsonWriter text(Optional<String> value) {
    return value.isPresent() ? text(value.get()) : raw("null");
  }

  public JsonWriter texts(Iterable<String> values) {
    open('[');
    values.forEach(this::text);
    return close(']');
  }

  public JsonWriter number(long value) {
    return raw(Long.toString(value));
  }

  public JsonWriter bool(boolean value) {
    return raw(Boolean.toString(value));
  }

  JsonWriter raw(String value) {
    separate();
    out.append(value);
    return this;
  }

  private void separate() {
    if (out.length() > 0 && "[{:,".indexOf(out.charAt(out.length() - 1)) < 0) {
      out.append(',');
    }
  }

  private void quote(String value) {
    out.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ') {
        out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }

  @Override
  public String toString() {
    return out.toString();
  }
}

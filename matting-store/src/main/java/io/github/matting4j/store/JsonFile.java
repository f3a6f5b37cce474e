package io.github.matting4j.store;

import io.github.matting4j.io.file.AtomicFile;
import io.github.matting4j.text.JsonReader;
import io.github.matting4j.text.JsonWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Small JSON files of texts, numbers, lists of texts and objects of these. Stateless. */
final class JsonFile {
  private JsonFile() {}

  /**
   * The members of the object in a file; empty if there is no file.
   *
   * @throws IOException if it cannot be understood
   */
  static Map<String, Object> read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return new LinkedHashMap<>();
    }
    try {
      return JsonReader.object(Files.readString(file));
    } catch (IllegalArgumentException e) {
      throw new IOException(file + " is " + e.getMessage() + "; remove it", e);
    }
  }

  static void write(Path file, Map<String, ?> members) throws IOException {
    JsonWriter json = new JsonWriter();
    write(json, members);
    byte[] bytes = (json + "\n").getBytes(StandardCharsets.UTF_8);
    AtomicFile.write(file, out -> out.write(bytes));
  }

  private static void write(JsonWriter json, Map<?, ?> members) {
    json.open('{');
    members.forEach(
        (key, value) -> {
          json.key(String.valueOf(key));
          if (value instanceof Map<?, ?> map) {
            write(json, map);
          } else if (value instanceof List<?> list) {
            json.texts(list.stream().map(String::valueOf).toList());
          } else if (value instanceof Boolean flag) {
            json.bool(flag);
          } else if (value instanceof Number number) {
            json.number(number.longValue());
          } else {
            json.text(String.valueOf(value));
          }
        });
    json.close('}');
  }
}

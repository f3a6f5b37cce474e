package io.github.matting4j.networks.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.networks.recipe.Shape.Either;
import io.github.matting4j.networks.recipe.Shape.Flag;
import io.github.matting4j.networks.recipe.Shape.Items;
import io.github.matting4j.networks.recipe.Shape.Keys;
import io.github.matting4j.networks.recipe.Shape.Numeric;
import io.github.matting4j.networks.recipe.Shape.Text;
import io.github.matting4j.networks.recipe.Shape.Word;
import io.github.matting4j.testing.ModuleStructure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.junit.jupiter.api.Test;

/** Holds docs/recipe.schema.json equal to the keys; {@link #main} writes it anew. */
class RecipeSchemaTest {

  private static Path document() {
    return ModuleStructure.top().resolve("docs").resolve("recipe.schema.json");
  }

  /** Writes the document. */
  public static void main(String[] arguments) throws Exception {
    Files.writeString(document(), schema());
  }

  @Test
  void theDocumentHasTheKeysAndValuesOfTheCode() throws Exception {
    assertThat(Files.readString(document()).replace("\r\n", "\n")).isEqualTo(schema());
  }

  @Test
  void everyKeyHasAMeaning() {
    assertThat(RecipeKeys.ALL.keys()).allMatch(key -> !key.meaning().isBlank());
  }

  private static String schema() {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    root.put("title", "matting4j recipe: NAME.recipe.yaml");
    root.putAll(of(RecipeKeys.ALL));
    return json(root, "") + "\n";
  }

  private static Map<String, Object> of(Shape shape) {
    Map<String, Object> schema = new LinkedHashMap<>();
    if (shape instanceof Text text) {
      schema.put("type", "string");
      schema.put("pattern", text.pattern().pattern());
    } else if (shape instanceof Word word) {
      schema.put("enum", word.words());
    } else if (shape instanceof Flag flag) {
      schema.put(flag.onlyTrue() ? "const" : "type", flag.onlyTrue() ? true : "boolean");
    } else if (shape instanceof Numeric number) {
      schema.put("type", number.whole() ? "integer" : "number");
      number.above().ifPresent(limit -> schema.put("exclusiveMinimum", limit));
      number.max().ifPresent(limit -> schema.put("maximum", limit));
    } else if (shape instanceof Items items) {
      schema.put("type", "array");
      schema.put("items", of(items.item()));
      schema.put("minItems", items.min());
      schema.put("maxItems", items.max());
    } else if (shape instanceof Either either) {
      schema.put("anyOf", either.shapes().stream().map(RecipeSchemaTest::of).toList());
    } else if (shape instanceof Keys keys) {
      putKeys(schema, keys);
    }
    return schema;
  }

  private static void putKeys(Map<String, Object> schema, Keys keys) {
    Map<String, Object> properties = new LinkedHashMap<>();
    for (Shape.NamedShape key : keys.keys()) {
      Map<String, Object> property = new LinkedHashMap<>();
      property.put("description", key.meaning());
      property.putAll(of(key.shape()));
      properties.put(key.name(), property);
    }
    schema.put("type", "object");
    schema.put("properties", properties);
    schema.put("additionalProperties", false);
    List<String> required =
        keys.keys().stream()
            .filter(Shape.NamedShape::required)
            .map(Shape.NamedShape::name)
            .toList();
    if (!required.isEmpty()) {
      schema.put("required", required);
    }
    if (!keys.oneOf().isEmpty()) {
      schema.put(
          "oneOf", keys.oneOf().stream().map(name -> Map.of("required", List.of(name))).toList());
    }
  }

  /** Objects on several lines, lists on one. */
  private static String json(Object value, String indent) {
    if (value instanceof Map<?, ?> map) {
      String inner = indent + "  ";
      StringJoiner lines = new StringJoiner(",\n", "{\n", "\n" + indent + "}");
      map.forEach((key, part) -> lines.add(inner + quoted(key) + ": " + json(part, inner)));
      return lines.toString();
    }
    if (value instanceof List<?> list) {
      StringJoiner items = new StringJoiner(", ", "[", "]");
      list.forEach(item -> items.add(json(item, indent)));
      return items.toString();
    }
    return value instanceof String ? quoted(value) : String.valueOf(value);
  }

  private static String quoted(Object text) {
    return "\"" + text.toString().replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}

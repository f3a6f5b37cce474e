package io.github.matting4j.evaluate.benchmark;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.matting4j.metrics.MatteScores;
import io.github.matting4j.model.ModelIdentity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The scores of a model, one JSON object per photo and line, appended as they are measured, so that
 * an interrupted run loses at most one photo. Lines of other weights or another recipe, and a line
 * that was cut short, are ignored. Not thread-safe.
 */
final class ScoreFile {
  private static final JsonFactory JSON = new JsonFactory();

  private final Path file;
  private final ModelIdentity identity;
  private final Map<String, MatteScores> scores = new LinkedHashMap<>();

  private ScoreFile(Path file, ModelIdentity identity) {
    this.file = file;
    this.identity = identity;
  }

  /** Reads what an earlier run of the same model left. */
  static ScoreFile open(Path file, ModelIdentity identity) throws IOException {
    ScoreFile opened = new ScoreFile(file, identity);
    if (Files.exists(file)) {
      String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
      text.lines().forEach(opened::take);
      if (!text.isEmpty() && !text.endsWith("\n")) {
        Files.writeString(file, "\n", StandardOpenOption.APPEND);
      }
    }
    return opened;
  }

  /** By photo. */
  Map<String, MatteScores> scores() {
    return scores;
  }

  void add(String photo, MatteScores value) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(line)) {
      json.writeStartObject();
      json.writeStringField("photo", photo);
      json.writeNumberField("sad", value.sad());
      json.writeNumberField("mse", value.mse());
      json.writeNumberField("grad", value.grad());
      json.writeNumberField("conn", value.conn());
      json.writeStringField("weights", identity.weightsSha256());
      json.writeStringField("recipe", identity.recipeSha256());
      json.writeEndObject();
    }
    line.write('\n');
    Files.write(file, line.toByteArray(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    scores.put(photo, value);
  }

  private void take(String line) {
    Map<String, String> fields = new HashMap<>();
    try (JsonParser json = JSON.createParser(line)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return;
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        json.nextToken();
        fields.put(name, json.getText());
      }
      if (json.currentToken() == JsonToken.END_OBJECT
          && identity.weightsSha256().equals(fields.get("weights"))
          && identity.recipeSha256().equals(fields.get("recipe"))
          && fields.containsKey("photo")) {
        scores.put(
            fields.getOrDefault("photo", ""),
            new MatteScores(
                number(fields, "sad"),
                number(fields, "mse"),
                number(fields, "grad"),
                number(fields, "conn")));
      }
    } catch (IOException | NumberFormatException e) {
      // The line is cut short or not ours: its photo is measured again.
      return;
    }
  }

  private static double number(Map<String, String> fields, String name) {
    return Double.parseDouble(fields.getOrDefault(name, "absent"));
  }
}

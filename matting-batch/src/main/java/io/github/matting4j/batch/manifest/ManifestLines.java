package io.github.matting4j.batch.manifest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The lines of a manifest, each one JSON object in UTF-8. */
public final class ManifestLines {
  private static final JsonFactory JSON = new JsonFactory();
  private static final int FORMAT = 1;
  private static final String DONE = "DONE";
  private static final String FAILED = "FAILED";

  private ManifestLines() {}

  /** Fields of a JSON object. */
  public interface Fields {
    /** Writes them. */
    void write(JsonGenerator json) throws IOException;
  }

  private static byte[] line(Fields fields) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      fields.write(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // into memory it cannot fail
    }
    bytes.write('\n');
    return bytes.toByteArray();
  }

  /** The first line of the file, always the same. */
  static byte[] header() {
    return line(
        json -> {
          json.writeStringField("matting4j", "batch manifest");
          json.writeNumberField("format", FORMAT);
        });
  }

  public static byte[] start(JobIdentity job) {
    return line(
        json -> {
          json.writeStringField("run", "start");
          json.writeStringField("at", Instant.now().toString());
          writeJob(json, job);
          json.writeStringField("version", LibraryVersion.TEXT);
        });
  }

  public static byte[] end() {
    return line(
        json -> {
          json.writeStringField("run", "end");
          json.writeStringField("at", Instant.now().toString());
        });
  }

  public static byte[] photo(ManifestEntry entry, Fields details) {
    return line(
        json -> {
          json.writeStringField("status", entry.done() ? DONE : FAILED);
          json.writeStringField("input", entry.input().toString());
          json.writeNumberField("size", entry.stamp().size());
          json.writeStringField("modified", entry.stamp().modified());
          json.writeStringField("sha256", entry.sha256());
          writeJob(json, entry.job());
          writeOutputs(json, entry);
          details.write(json);
          json.writeStringField("at", Instant.now().toString());
          json.writeStringField("version", LibraryVersion.TEXT);
        });
  }

  private static void writeJob(JsonGenerator json, JobIdentity job) throws IOException {
    json.writeStringField("model", job.modelId());
    json.writeStringField("modelSha256", job.modelSha256());
    json.writeStringField("recipeSha256", job.recipeSha256());
    json.writeStringField("options", job.options());
  }

  private static void writeOutputs(JsonGenerator json, ManifestEntry entry) throws IOException {
    json.writeObjectFieldStart("outputs");
    for (Map.Entry<String, ManifestEntry.Output> output : entry.outputs().entrySet()) {
      json.writeObjectFieldStart(output.getKey());
      json.writeStringField("file", output.getValue().file().toString());
      json.writeNumberField("bytes", output.getValue().bytes());
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  /** What a line is. */
  enum Kind {
    /** A photo. */
    PHOTO,
    /** The end of a run. */
    END,
    /** Anything else that is written here. */
    OTHER,
    /** Not a line of a manifest, or one that names no possible file. */
    DAMAGED
  }

  /**
   * A line that was read.
   *
   * @param kind what it is
   * @param photo what it says, of {@link Kind#PHOTO} alone
   */
  record Line(Kind kind, @Nullable ManifestEntry photo) {}

  /** Understands a line; whatever it holds, nothing is thrown. */
  static Line parse(byte[] line, int length) {
    Map<String, String> fields = fields(line, length);
    if (fields.containsKey("run")) {
      return new Line("end".equals(fields.get("run")) ? Kind.END : Kind.OTHER, null);
    }
    try {
      ManifestEntry photo = photo(fields);
      return new Line(photo == null ? Kind.DAMAGED : Kind.PHOTO, photo);
    } catch (InvalidPathException e) {
      return new Line(Kind.DAMAGED, null);
    }
  }

  private static @Nullable ManifestEntry photo(Map<String, String> fields) {
    String input = fields.get("input");
    String size = fields.get("size");
    if (input == null || size == null || !size.matches("\\d{1,18}")) {
      return null;
    }
    Map<String, ManifestEntry.Output> outputs = new LinkedHashMap<>();
    fields.forEach(
        (name, value) -> {
          if (name.startsWith("outputs/") && name.endsWith("/file")) {
            String kind = name.substring("outputs/".length(), name.length() - "/file".length());
            String bytes = fields.getOrDefault("outputs/" + kind + "/bytes", "");
            outputs.put(
                kind,
                new ManifestEntry.Output(
                    Path.of(value), bytes.matches("\\d{1,18}") ? Long.parseLong(bytes) : -1));
          }
        });
    return new ManifestEntry(
        Path.of(input),
        new FileStamp(Long.parseLong(size), fields.getOrDefault("modified", "")),
        fields.getOrDefault("sha256", ""),
        DONE.equals(fields.get("status")),
        new JobIdentity(
            fields.getOrDefault("model", ""),
            fields.getOrDefault("modelSha256", ""),
            fields.getOrDefault("recipeSha256", ""),
            fields.getOrDefault("options", "")),
        outputs);
  }

  /** Every scalar by its path, such as {@code outputs/alpha/file}; nothing if it is broken. */
  private static Map<String, String> fields(byte[] line, int length) {
    Map<String, String> fields = new HashMap<>();
    StringBuilder path = new StringBuilder();
    try (JsonParser json = JSON.createParser(line, 0, length)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return Map.of();
      }
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        switch (token) {
          case START_OBJECT -> path.append(json.currentName()).append('/');
          case END_OBJECT ->
              path.setLength(Math.max(0, path.lastIndexOf("/", path.length() - 2) + 1));
          case START_ARRAY -> json.skipChildren();
          case FIELD_NAME, END_ARRAY -> {}
          default -> fields.put(path + json.currentName(), json.getText());
        }
      }
      return fields;
    } catch (IOException e) {
      return Map.of();
    }
  }
}

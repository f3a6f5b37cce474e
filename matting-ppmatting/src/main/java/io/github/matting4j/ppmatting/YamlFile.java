package io.github.matting4j.ppmatting;

import io.github.matting4j.model.ModelLoadException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;

/** Reads a small YAML file that anybody may have written: bounded in size, depth and references. */
final class YamlFile {
  /** Real files have a few hundred bytes. */
  private static final int MAX_BYTES = 100_000;

  /** Real files have four levels. */
  private static final int MAX_DEPTH = 32;

  private static final LoadSettings SETTINGS = LoadSettings.builder().build();

  private YamlFile() {}

  /**
   * The map that the file holds.
   *
   * @throws ModelLoadException if it cannot be read, or holds anything else
   */
  static Map<?, ?> read(Path file) {
    String text = text(file);
    Object root;
    try {
      requireShallow(file, text);
      root = new Load(SETTINGS).loadFromString(text);
    } catch (ModelLoadException e) {
      throw e;
    } catch (RuntimeException e) { // the parser's own, and what it makes of odd tags and numbers
      throw new ModelLoadException(
          "cannot read " + file + ": " + reason(e) + "; correct or remove the file", e);
    }
    if (root instanceof Map<?, ?> map) {
      return map;
    }
    throw new ModelLoadException(file + " is no deploy.yaml: it holds no map; remove it");
  }

  private static String reason(RuntimeException e) {
    String message = String.valueOf(e.getMessage());
    return message.lines().limit(3).map(String::strip).reduce((a, b) -> a + " " + b).orElse("");
  }

  private static String text(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new ModelLoadException(file + " is far too large for a deploy.yaml; remove it");
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (IOException e) {
      throw new ModelLoadException("cannot read " + file + ": " + e, e);
    }
  }

  /** By events, which need no stack, before anything recursive sees the file. */
  private static void requireShallow(Path file, String text) {
    int depth = 0;
    for (Event event : new Parse(SETTINGS).parseString(text)) {
      @Nullable String wrong = null;
      switch (event.getEventId()) {
        case MappingStart, SequenceStart -> {
          depth++;
          wrong = depth > MAX_DEPTH ? "it is nested deeper than " + MAX_DEPTH + " levels" : null;
        }
        case MappingEnd, SequenceEnd -> depth--;
        case Alias -> wrong = "it refers to another of its parts (*name)";
        default -> {}
      }
      if (wrong != null) {
        throw new ModelLoadException(
            file + " is no deploy.yaml: " + wrong + "; correct or remove the file");
      }
    }
  }
}

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
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** Reads a small, untrusted YAML file, with bounds on its size, depth and references. */
final class YamlFile {
  /** Real files have a few hundred bytes. */
  private static final int MAX_BYTES = 100_000;

  /** Real files have four levels. */
  private static final int MAX_DEPTH = 32;

  private static final LoadSettings SETTINGS = LoadSettings.builder().build();

  private YamlFile() {}

  /**
   * The mapping that the file consists of.
   *
   * @throws ModelLoadException if it cannot be read, or is anything else
   */
  static Map<?, ?> read(Path file) {
    String text = text(file);
    Object root;
    try {
      requireShallow(file, text);
      root = new Load(SETTINGS).loadFromString(text);
    } catch (ModelLoadException e) {
      throw e;
    } catch (
        RuntimeException e) { // the parser throws several kinds, also for unusual tags and numbers
      throw new ModelLoadException(
          "cannot read " + file + ": " + reason(e) + "; correct or remove the file", e);
    }
    if (root instanceof Map<?, ?> map) {
      return map;
    }
    throw new ModelLoadException(
        file + " is not a valid deploy.yaml: expected a YAML mapping; correct or remove the file");
  }

  private static String reason(RuntimeException e) {
    String message = String.valueOf(e.getMessage());
    return message.lines().limit(3).map(String::strip).reduce((a, b) -> a + " " + b).orElse("");
  }

  private static String text(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new ModelLoadException(
            file
                + " is larger than "
                + MAX_BYTES
                + " bytes, too large for a deploy.yaml; remove it");
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (IOException e) {
      throw new ModelLoadException("cannot read " + file + ": " + e, e);
    }
  }

  /** By events, which need no stack, before anything recursive sees the file. */
  private static void requireShallow(Path file, String text) {
    int depth = 0;
    // Not through Parse: SnakeYAML Engine's module does not export it.
    ParserImpl events = new ParserImpl(SETTINGS, new StreamReader(SETTINGS, text));
    while (events.hasNext()) {
      Event event = events.next();
      @Nullable String wrong = null;
      switch (event.getEventId()) {
        case MappingStart, SequenceStart -> {
          depth++;
          wrong = depth > MAX_DEPTH ? "nested deeper than " + MAX_DEPTH + " levels" : null;
        }
        case MappingEnd, SequenceEnd -> depth--;
        case Alias -> wrong = "aliases (*name) are not supported";
        default -> {}
      }
      if (wrong != null) {
        throw new ModelLoadException(
            file + " is not a valid deploy.yaml: " + wrong + "; correct or remove the file");
      }
    }
  }
}

package io.github.matting4j.networks.recipe;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * Reads a small, untrusted YAML text into {@link YamlValue}s, with bounds on its size and depth.
 * Anchors, aliases, tags and keys given twice are refused. Stateless.
 */
final class YamlText {
  /** A recipe has about two thousand bytes. */
  static final int MAX_BYTES = 100_000;

  /** A recipe has three levels. */
  static final int MAX_DEPTH = 16;

  private static final LoadSettings SETTINGS =
      LoadSettings.builder().setSchema(new CoreSchema()).setAllowDuplicateKeys(true).build();

  private YamlText() {}

  /**
   * The text of a file.
   *
   * @throws RecipeException if it cannot be read, is too large or is not UTF-8
   */
  static String read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new RecipeException("it has more than " + MAX_BYTES + " bytes; it is no recipe");
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new RecipeException("it is not UTF-8 text; save it as UTF-8");
    } catch (IOException e) {
      throw new RecipeException("it cannot be read (" + e + "); check its permissions");
    }
  }

  /**
   * The mapping that a text consists of.
   *
   * @throws RecipeException if it is not one
   */
  static YamlValue.Mapping parse(String text) {
    Optional<Node> root;
    try {
      requirePlain(text);
      root = new Composer(SETTINGS, parser(text)).getSingleNode();
    } catch (MarkedYamlEngineException e) {
      throw new RecipeException(
          e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1),
          "not valid YAML: " + e.getProblem());
    } catch (YamlEngineException e) {
      throw new RecipeException("not valid YAML: " + firstLine(e));
    }
    if (root.isPresent() && value(root.get()) instanceof YamlValue.Mapping mapping) {
      return mapping;
    }
    throw new RecipeException("expected lines of 'key: value'; there are none");
  }

  private static String firstLine(RuntimeException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  /**
   * Not through {@code Parse} and {@code Compose}: the module of the library does not export them.
   */
  private static ParserImpl parser(String text) {
    return new ParserImpl(SETTINGS, new StreamReader(SETTINGS, text));
  }

  /** By events, which need no stack, before anything recursive gets the text. */
  private static void requirePlain(String text) {
    int depth = 0;
    ParserImpl events = parser(text);
    while (events.hasNext()) {
      Event event = events.next();
      int line = event.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
      switch (event.getEventId()) {
        case MappingStart, SequenceStart -> {
          if (++depth > MAX_DEPTH) {
            throw new RecipeException(line, "nested deeper than " + MAX_DEPTH + " levels");
          }
        }
        case MappingEnd, SequenceEnd -> depth--;
        case Alias -> throw new RecipeException(line, "aliases (*name) are not supported");
        default -> {}
      }
      if (event instanceof NodeEvent node && node.getAnchor().isPresent()) {
        throw new RecipeException(line, "anchors (&name) are not supported");
      }
    }
  }

  private static YamlValue value(Node node) {
    int line = line(node);
    if (node instanceof ScalarNode scalar) {
      return scalar(line, scalar);
    }
    if (node instanceof SequenceNode sequence && node.getTag().equals(Tag.SEQ)) {
      List<YamlValue> items = new ArrayList<>();
      sequence.getValue().forEach(item -> items.add(value(item)));
      return new YamlValue.Sequence(line, List.copyOf(items));
    }
    if (node instanceof MappingNode mapping && node.getTag().equals(Tag.MAP)) {
      return mapping(line, mapping);
    }
    throw tagged(node);
  }

  private static YamlValue mapping(int line, MappingNode node) {
    Map<String, YamlValue> values = new LinkedHashMap<>();
    Map<String, Integer> lines = new LinkedHashMap<>();
    for (NodeTuple entry : node.getValue()) {
      if (!(entry.getKeyNode() instanceof ScalarNode key)) {
        throw new RecipeException(line(entry.getKeyNode()), "a key must be one word");
      }
      if (values.put(key.getValue(), value(entry.getValueNode())) != null) {
        throw new RecipeException(
            line(key),
            "'" + key.getValue() + "' is given twice, first in line " + lines.get(key.getValue()));
      }
      lines.put(key.getValue(), line(key));
    }
    return new YamlValue.Mapping(line, values, lines);
  }

  private static YamlValue scalar(int line, ScalarNode node) {
    String text = node.getValue();
    Tag tag = node.getTag();
    if (tag.equals(Tag.STR)) {
      return new YamlValue.Scalar(line, text, text);
    }
    if (tag.equals(Tag.NULL)) {
      return new YamlValue.Scalar(line, null, text);
    }
    if (tag.equals(Tag.BOOL)) {
      return new YamlValue.Scalar(line, text.equalsIgnoreCase("true"), text);
    }
    if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
      return new YamlValue.Scalar(line, number(line, text), text);
    }
    throw tagged(node);
  }

  private static Double number(int line, String text) {
    try {
      double value = Double.parseDouble(text);
      if (Double.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      // .inf, .nan, 0x10 and 0o17
    }
    throw new RecipeException(line, text + " is not a finite decimal number");
  }

  private static RecipeException tagged(Node node) {
    return new RecipeException(
        line(node), "tags (" + node.getTag().getValue() + ") are not supported");
  }

  private static int line(Node node) {
    return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
  }
}

package io.github.matting4j.model.catalogue;

import io.github.matting4j.model.Family;
import io.github.matting4j.model.Licence;
import io.github.matting4j.model.ModelDescriptor;
import io.github.matting4j.model.figures.Citation;
import io.github.matting4j.model.figures.Engine;
import io.github.matting4j.model.figures.ModelFigure;
import io.github.matting4j.model.figures.Quantity;
import io.github.matting4j.model.figures.SizeRule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the text described by {@link ModelCatalogue}. Not thread-safe. */
final class CatalogueParser {
  /** Compiled once: a catalogue has hundreds of lines, and is read at every start. */
  static final Pattern BLANKS = Pattern.compile("\\s+");

  private final String name;
  private final Map<String, Citation> citations = new HashMap<>();
  private final Map<String, Licence> licences = new HashMap<>();
  private final List<Entry> entries = new ArrayList<>();

  /** The keyed lines of one model, which may have several of the same key. */
  private static final class Entry {
    private final String id;
    private final List<Line> lines = new ArrayList<>();

    private Entry(String id) {
      this.id = id;
    }

    List<Line> all(String key) {
      return lines.stream().filter(line -> line.key().equals(key)).toList();
    }
  }

  private record Line(int number, String key, String value) {}

  CatalogueParser(String name) {
    this.name = name;
  }

  List<ModelDescriptor> parse(String text) {
    int number = 0;
    for (String row : text.lines().toList()) {
      number++;
      if (!row.isBlank() && !row.strip().startsWith("#")) {
        String[] parts = BLANKS.split(row.strip(), 2);
        Line line = new Line(number, parts[0], parts.length > 1 ? parts[1] : "");
        try {
          accept(line);
        } catch (IllegalArgumentException e) {
          throw failure(line, e);
        }
      }
    }
    return entries.stream().map(this::model).toList();
  }

  private void accept(Line line) {
    switch (line.key()) {
      case "citation" -> {
        String[] parts = definition(line.value(), 2);
        citations.put(parts[0], new Citation(parts[2], parts[1]));
      }
      case "licence" -> {
        if (entries.isEmpty()) {
          String[] parts = definition(line.value(), 4);
          licences.put(
              parts[0],
              new Licence(
                  parts[1], parts[2], parts[3], constant(Licence.CommercialUse.class, parts[4])));
        } else {
          current().lines.add(line);
        }
      }
      case "model" -> entries.add(new Entry(line.value()));
      case "family",
          "role",
          "kind",
          "title",
          "summary",
          "source",
          "artifact",
          "file",
          "engine",
          "size",
          "download",
          "alternative",
          "figures" ->
          current().lines.add(line);
      default -> throw new IllegalArgumentException("the key '" + line.key() + "' is not known");
    }
  }

  private Entry current() {
    if (entries.isEmpty()) {
      throw new IllegalArgumentException("a line of a model comes before the first 'model' line");
    }
    return entries.get(entries.size() - 1);
  }

  /** The name, then the parts of {@code name = part | part}. */
  private static String[] definition(String text, int count) {
    String[] sides = text.split("=", 2);
    String[] values = sides.length == 2 ? sides[1].split("\\|", -1) : new String[0];
    if (values.length != count) {
      throw new IllegalArgumentException(
          "it needs a name, '=' and " + count + " parts separated by '|'");
    }
    String[] all = new String[count + 1];
    all[0] = sides[0].strip();
    for (int i = 0; i < count; i++) {
      all[i + 1] = values[i].strip();
    }
    return all;
  }

  private ModelDescriptor model(Entry entry) {
    String family =
        entry.all("family").stream()
            .map(Line::value)
            .findFirst()
            .orElseThrow(
                () -> new IllegalArgumentException(name + ": " + entry.id + " has no family"));
    ModelDescriptor.Builder builder;
    try {
      builder = ModelDescriptor.builder(entry.id, new Family(family));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
    }
    for (Line line : entry.lines) {
      try {
        apply(line, builder);
      } catch (IllegalArgumentException e) {
        throw failure(line, e);
      }
    }
    List<String> files = entry.all("file").stream().map(Line::value).toList();
    List<Engine> engines =
        entry.all("engine").stream().map(line -> constant(Engine.class, line.value())).toList();
    builder.fileNames(files);
    return (engines.isEmpty() ? builder : builder.engines(engines)).build();
  }

  private void apply(Line line, ModelDescriptor.Builder builder) {
    String value = line.value();
    switch (line.key()) {
      case "role" -> builder.role(constant(ModelDescriptor.Role.class, value));
      case "kind" -> builder.kind(constant(ModelDescriptor.Kind.class, value));
      case "title" -> builder.title(value);
      case "summary" -> builder.summary(value);
      case "licence" -> builder.licence(defined(licences, value));
      case "source" -> builder.source(value);
      case "artifact" -> builder.artifact(value);
      case "size" -> builder.sizeRule(sizeRule(value));
      case "figures" -> figures(value).forEach(builder::figure);
      case "download", "alternative" ->
          builder.download(
              DownloadLine.parse(
                  value, line.key().equals("alternative"), name -> defined(citations, name)));
      default -> {} // family, file and engine are read before
    }
  }

  /** {@code short-at-most 512 max-pixels 4000000 multiple-of 32}, the last two words optional. */
  private static SizeRule sizeRule(String text) {
    String[] words = BLANKS.split(text, -1);
    boolean multiple = words.length == 6 && words[4].equals("multiple-of");
    if ((words.length != 4 && !multiple) || !words[2].equals("max-pixels")) {
      throw new IllegalArgumentException(
          "size is '"
              + text
              + "'; write it as 'short-at-most 512 max-pixels 4000000 multiple-of 32'");
    }
    return new SizeRule(
        constant(SizeRule.Kind.class, words[0]),
        Integer.parseInt(words[1]),
        Long.parseLong(words[3]),
        multiple ? Integer.parseInt(words[5]) : 1);
  }

  /** {@code citation: quantity value, quantity value} or {@code citation on engine: ...}. */
  private List<ModelFigure> figures(String text) {
    String[] sides = text.split(":", 2);
    if (sides.length != 2) {
      throw new IllegalArgumentException(
          "figures are '" + text + "'; write them as 'citation: sad 31.56, mse 0.0022'");
    }
    String[] origin = sides[0].strip().split(" on ", 2);
    Citation citation = defined(citations, origin[0]);
    Optional<Engine> engine =
        origin.length == 2 ? Optional.of(constant(Engine.class, origin[1])) : Optional.empty();
    List<ModelFigure> figures = new ArrayList<>();
    for (String part : sides[1].split(",", -1)) {
      String[] words = BLANKS.split(part.strip(), 2);
      if (words.length != 2) {
        throw new IllegalArgumentException(
            "a figure is '" + part.strip() + "'; write a quantity and a number");
      }
      figures.add(
          new ModelFigure(
              constant(Quantity.class, words[0]), engine, Double.parseDouble(words[1]), citation));
    }
    return figures;
  }

  private static <T> T defined(Map<String, T> map, String key) {
    @Nullable T value = map.get(key);
    if (value == null) {
      throw new IllegalArgumentException("'" + key + "' is not defined");
    }
    return value;
  }

  private static <E extends Enum<E>> E constant(Class<E> type, String text) {
    for (E constant : type.getEnumConstants()) {
      if (constant.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(text.strip())) {
        return constant;
      }
    }
    throw new IllegalArgumentException("'" + text.strip() + "' is not known");
  }

  private IllegalArgumentException failure(Line line, IllegalArgumentException cause) {
    return new IllegalArgumentException(
        name + ", line " + line.number() + ": " + cause.getMessage(), cause);
  }
}

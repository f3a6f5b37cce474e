package io.github.matting4j.networks.known;

import io.github.matting4j.networks.recipe.RecipeFile;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Reads the data file of known networks, which this project writes. Stateless. */
final class KnownNetworksFile {
  /** When the facts were looked up. */
  private static final String DATE = "2026-11-28";

  private static final LoadSettings LOAD =
      LoadSettings.builder().setMaxAliasesForCollections(1000).build();

  private KnownNetworksFile() {}

  /**
   * The networks, in the order of the file.
   *
   * @throws IllegalArgumentException if an entry is not valid; the message names it
   */
  static List<KnownNetwork> parse(String text) {
    Entry root = new Entry(Objects.requireNonNull(new Load(LOAD).loadFromString(text)));
    List<KnownNetwork> networks = new ArrayList<>();
    for (Object item : root.items("networks")) {
      Entry entry = new Entry(item);
      try {
        networks.add(network(entry));
      } catch (RuntimeException e) {
        throw new IllegalArgumentException(entry.text("id") + ": " + e.getMessage(), e);
      }
    }
    return List.copyOf(networks);
  }

  private static KnownNetwork network(Entry entry) {
    List<PublishedFile> files = new ArrayList<>();
    Optional<PublishedFile> installable = Optional.empty();
    for (Object item : entry.items("files")) {
      PublishedFile file = file(new Entry(item));
      files.add(file);
      if (new Entry(item).flag("install")) {
        installable = Optional.of(file);
      }
    }
    Optional<Signature> signature =
        entry
            .find("signature")
            .map(Entry::new)
            .map(s -> new Signature(patterns(s.texts("inputs")), patterns(s.texts("outputs"))));
    KnownNetwork.Parts parts =
        new KnownNetwork.Parts(
            entry.texts("aliases"), files, installable, signature, entry.texts("facts"));
    return new KnownNetwork(
        recipe(entry),
        URI.create(entry.text("page")),
        parts,
        entry.find("sidecar").isPresent(),
        entry.flag("proven"),
        DATE);
  }

  private static List<TensorPattern> patterns(List<String> texts) {
    return texts.stream().map(TensorPattern::parse).toList();
  }

  /** The words of a recipe file. */
  private static RecipeFile recipe(Entry entry) {
    Map<String, Object> words = new LinkedHashMap<>();
    for (String key : List.of("title", "summary", "kind", "licence")) {
      words.put(key, entry.get(key));
    }
    new Entry(entry.get("recipe")).values().forEach((key, value) -> words.put((String) key, value));
    return RecipeFile.of(entry.text("id"), words, Path.of(""));
  }

  private static PublishedFile file(Entry entry) {
    return new PublishedFile(
        entry.text("name"),
        entry.number("bytes"),
        entry.number("aboutBytes"),
        entry.find("sha256").map(String::valueOf),
        entry.find("md5").map(String::valueOf),
        entry.find("address").map(String::valueOf).map(URI::create),
        entry.text("source"));
  }

  /** A mapping of the file. */
  private record Entry(Map<?, ?> values) {
    Entry(Object value) {
      this((Map<?, ?>) value);
    }

    Optional<Object> find(String key) {
      @Nullable Object value = values.get(key);
      return Optional.ofNullable(value);
    }

    Object get(String key) {
      return find(key).orElseThrow(() -> new IllegalArgumentException("'" + key + "' is missing"));
    }

    String text(String key) {
      return String.valueOf(get(key));
    }

    boolean flag(String key) {
      return find(key).filter(Boolean.TRUE::equals).isPresent();
    }

    OptionalLong number(String key) {
      return find(key).stream().mapToLong(value -> ((Number) value).longValue()).findFirst();
    }

    List<?> items(String key) {
      return find(key).<List<?>>map(value -> (List<?>) value).orElse(List.of());
    }

    List<String> texts(String key) {
      return items(key).stream().map(String::valueOf).toList();
    }
  }
}

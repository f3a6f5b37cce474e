package io.github.matting4j.networks.recipe;

import io.github.matting4j.io.file.AtomicFile;
import io.github.matting4j.model.ModelLoadException;
import io.github.matting4j.onnx.OnnxNetwork;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A recipe file, {@code NAME.recipe.yaml}: a network in the words of {@link OnnxNetwork.Builder}.
 * NAME is the network's id, and its weights are {@code NAME.onnx} beside the file unless the file
 * names another. {@code docs/recipes.md} describes the keys.
 *
 * <p>A file is read strictly: an unknown key, a value of another kind or a value that the builder
 * refuses is an error with the line, what was found and what is allowed. At most 100,000 bytes are
 * read. Immutable and thread-safe.
 *
 * @param network with the path of its weights
 * @param sha256 hash that the weights must have, 64 hexadecimal digits in lower case; empty for any
 * @param linked whether the file names its weights, which are then not this library's to delete
 */
public record RecipeFile(OnnxNetwork network, Optional<String> sha256, boolean linked) {
  /** The end of every recipe file's name, after the network's id. */
  public static final String SUFFIX = ".recipe.yaml";

  /**
   * Checks that the network names its weights.
   *
   * @throws IllegalArgumentException if it does not
   */
  public RecipeFile {
    if (network.file().isEmpty()) {
      throw new IllegalArgumentException(
          "the network " + network.descriptor().id() + " names no file of weights; name one");
    }
  }

  /**
   * Reads a file.
   *
   * @param file named {@code ID.recipe.yaml}
   * @throws ModelLoadException if the file cannot be read or is not a recipe; the message has file
   *     and line
   */
  public static RecipeFile read(Path file) {
    String name = String.valueOf(file.getFileName());
    if (!name.endsWith(SUFFIX)) {
      throw new ModelLoadException(
          file + ": the name of a recipe must be that of its network and " + SUFFIX);
    }
    return read(file, name.substring(0, name.length() - SUFFIX.length()));
  }

  /**
   * Reads a file of any name as the recipe of this id.
   *
   * @throws ModelLoadException as {@link #read(Path)}
   */
  public static RecipeFile read(Path file, String id) {
    try {
      Path folder = Objects.requireNonNullElse(file.toAbsolutePath().getParent(), file);
      return RecipeReader.read(id, YamlText.read(file), folder);
    } catch (RecipeException e) {
      throw e.in(file.toString());
    }
  }

  /**
   * Reads a text.
   *
   * @param id of the network
   * @param text of a recipe file
   * @param folder where the weights are looked for
   * @throws ModelLoadException if it is not a recipe; the message has the line
   */
  public static RecipeFile parse(String id, String text, Path folder) {
    try {
      return RecipeReader.read(id, text, folder);
    } catch (RecipeException e) {
      throw e.in(id + SUFFIX);
    }
  }

  /**
   * Takes the words of a recipe file that were read from elsewhere.
   *
   * @param id of the network
   * @param words texts, numbers, truth values, lists and maps of these, by their keys
   * @param folder where the weights are looked for
   * @throws ModelLoadException if they are not a recipe
   */
  public static RecipeFile of(String id, Map<String, ?> words, Path folder) {
    try {
      return RecipeReader.read(id, YamlValue.mapping(words), folder);
    } catch (RecipeException e) {
      throw e.in(id + SUFFIX);
    }
  }

  /** The file of the weights. */
  public Path weights() {
    return network.file().orElseThrow();
  }

  /** The recipe file of a network in a folder. */
  public static Path in(Path folder, String id) {
    return folder.resolve(id + SUFFIX);
  }

  /**
   * The text of the file: every key of the recipe with its value in force, and a comment for each.
   * The same for equal networks.
   */
  public String text() {
    return RecipeText.of(this);
  }

  /**
   * Writes {@code ID.recipe.yaml}, or replaces it, as a whole.
   *
   * @throws IOException if it cannot be written
   */
  public void write(Path folder) throws IOException {
    byte[] bytes = text().getBytes(StandardCharsets.UTF_8);
    AtomicFile.write(in(folder, network.descriptor().id()), stream -> stream.write(bytes));
  }
}

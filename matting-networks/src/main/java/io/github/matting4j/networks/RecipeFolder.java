package io.github.matting4j.networks;

import io.github.matting4j.model.ModelLoadException;
import io.github.matting4j.model.catalogue.ModelCatalogue;
import io.github.matting4j.networks.recipe.RecipeFile;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The recipe files of a folder, as they were when it was read. Immutable. */
final class RecipeFolder {
  private final Path folder;
  private final List<Entry> entries;

  /**
   * A recipe file.
   *
   * @param id of its network; one made of the file's name if it has no valid one
   * @param recipe empty if it cannot be used
   * @param fault why not, with the file; empty if it can be used
   */
  record Entry(String id, Path file, Optional<RecipeFile> recipe, String fault) {
    /** Refuses weights that do not have the hash which the recipe states, if it states one. */
    void requireHash(String found) {
      Optional<String> stated = recipe.flatMap(RecipeFile::sha256);
      if (stated.isPresent() && !stated.get().equals(found)) {
        throw new ModelLoadException(
            recipe.flatMap(valid -> valid.network().file()).map(Object::toString).orElse(id)
                + " has the SHA-256 "
                + found
                + ", but "
                + file
                + " requires "
                + stated.get()
                + "; get the original file, or remove that line if the new one is wanted");
      }
    }
  }

  private RecipeFolder(Path folder, List<Entry> entries) {
    this.folder = folder;
    this.entries = List.copyOf(entries);
  }

  /** Reads the recipes of a folder; one that does not exist has none. */
  static RecipeFolder of(Path folder) {
    List<Path> files = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> found =
          Files.newDirectoryStream(folder, "?*" + RecipeFile.SUFFIX)) {
        found.forEach(files::add);
      } catch (IOException | java.nio.file.DirectoryIteratorException e) {
        String fault = "the model folder " + folder + " cannot be listed: " + e;
        return new RecipeFolder(
            folder, List.of(new Entry("recipes", folder, Optional.empty(), fault)));
      }
    }
    files.sort(null);
    List<Entry> entries = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (Path file : files) {
      entries.add(entry(file, ids));
    }
    return new RecipeFolder(folder, entries);
  }

  private static Entry entry(Path file, Set<String> ids) {
    try {
      RecipeFile recipe = RecipeFile.read(file);
      String id = recipe.network().descriptor().id();
      requireFree(file, id);
      ids.add(id);
      return new Entry(id, file, Optional.of(recipe), "");
    } catch (ModelLoadException e) {
      return new Entry(
          substituteId(file, ids), file, Optional.empty(), String.valueOf(e.getMessage()));
    }
  }

  /** The ids of this library's own models stay theirs, whatever the order of the class path. */
  private static void requireFree(Path file, String id) {
    if (isPublished(id)) {
      throw new ModelLoadException(
          file
              + ": '"
              + id
              + "' is the id of a model of this library; give the recipe and its weights another"
              + " name");
    }
  }

  /** Whether an id belongs to a model of this library's own backends. */
  static boolean isPublished(String id) {
    return ModelCatalogue.published().models().stream().anyMatch(model -> model.id().equals(id));
  }

  /** A free, valid id that is made of the name of a file. */
  private static String substituteId(Path file, Set<String> ids) {
    String name = String.valueOf(file.getFileName());
    String base =
        name.substring(0, name.length() - RecipeFile.SUFFIX.length())
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9-]+", "-")
            .replaceAll("^-+|-+$", "");
    base = base.isEmpty() ? "recipe" : isPublished(base) ? base + "-recipe" : base;
    String id = base;
    for (int i = 2; !ids.add(id); i++) {
      id = base + "-" + i;
    }
    return id;
  }

  List<Entry> entries() {
    return entries;
  }

  Optional<Entry> find(String id) {
    return entries.stream().filter(entry -> entry.id().equals(id)).findFirst();
  }

  /**
   * The file of this id.
   *
   * @throws IllegalArgumentException if there is none
   */
  Entry get(String id) {
    return find(id)
        .orElseThrow(
            () -> new IllegalArgumentException("there is no recipe of '" + id + "' in " + folder));
  }
}

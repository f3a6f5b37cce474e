package io.github.matting4j.networks;

import io.github.matting4j.io.file.AtomicFile;
import io.github.matting4j.model.MattingModelProvider;
import io.github.matting4j.model.ModelLoadException;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.networks.inspect.GraphInspection;
import io.github.matting4j.networks.recipe.RecipeFile;
import io.github.matting4j.onnx.OnnxNetwork;
import io.github.matting4j.runtime.ModelFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The networks that a user added to a model folder: recipe files, with the weights copied beside
 * them or left where they are.
 *
 * <pre>{@code
 * OwnNetworks own = OwnNetworks.standard();
 * own.link(OnnxNetwork.builder("studio-net").file(onnx).size(InputSize.stretch(512, 512)).build());
 * MattingModel model = MattingModels.open("studio-net");
 * }</pre>
 *
 * <p>A network is added completely or not at all: its recipe is written last and removed first.
 * Weights and recipe are written under a temporary name and renamed. Of several processes that
 * change one folder, one goes on at a time. Immutable and thread-safe.
 */
public final class OwnNetworks {
  private static final ReentrantLock IN_THIS_PROCESS = new ReentrantLock();
  private static final String LOCK = ".recipes.lock";

  private final Path folder;

  private OwnNetworks(Path folder) {
    this.folder = folder;
  }

  /** Those of {@link OpenOptions#defaultModelFolder}. */
  public static OwnNetworks standard() {
    return at(OpenOptions.defaultModelFolder());
  }

  /** Those of a folder, which need not exist. */
  public static OwnNetworks at(Path folder) {
    return new OwnNetworks(folder.toAbsolutePath());
  }

  /** The valid recipes, sorted by id. */
  public List<RecipeFile> list() {
    List<RecipeFile> recipes = new ArrayList<>();
    RecipeFolder.of(folder).entries().forEach(entry -> entry.recipe().ifPresent(recipes::add));
    return List.copyOf(recipes);
  }

  /** The recipe of this id; empty if there is none, or it is not valid. */
  public Optional<RecipeFile> find(String id) {
    return RecipeFolder.of(folder).find(id).flatMap(RecipeFolder.Entry::recipe);
  }

  /** The file of this id's recipe, valid or not; empty if there is none. */
  public Optional<Path> recipeFile(String id) {
    return RecipeFolder.of(folder).find(id).map(RecipeFolder.Entry::file);
  }

  /** The backend of these networks, which opens them whichever folder the options name. */
  public MattingModelProvider provider() {
    return new NetworksProvider(Optional.of(folder));
  }

  /**
   * Copies a network's weights into the folder, as {@code ID.onnx}, and writes its recipe. Weights
   * that are that file already are not copied, and stay when the network is removed.
   *
   * @param network with the path of its weights
   * @return the recipe as it was written
   * @throws FileAlreadyExistsException if there is such a network or file already
   * @throws IOException if the folder cannot be written to
   * @throws ModelLoadException if the weights cannot be read or are no ONNX model
   * @throws IllegalArgumentException if the network has no file, its id is that of a model of this
   *     library, or the weights consist of several files, which can only be linked
   */
  public RecipeFile add(OnnxNetwork network) throws IOException {
    return put(network, false, false);
  }

  /** As {@link #add}, in place of a network of the same id, if there is one. */
  public RecipeFile replace(OnnxNetwork network) throws IOException {
    return put(network, false, true);
  }

  /**
   * Writes a recipe that names the weights where they are, which this library then never changes or
   * deletes. Otherwise as {@link #add}.
   */
  public RecipeFile link(OnnxNetwork network) throws IOException {
    return put(network, true, false);
  }

  /** As {@link #link}, in place of a network of the same id, if there is one. */
  public RecipeFile replaceByLink(OnnxNetwork network) throws IOException {
    return put(network, true, true);
  }

  private RecipeFile put(OnnxNetwork network, boolean linked, boolean replacing)
      throws IOException {
    String id = network.descriptor().id();
    if (RecipeFolder.isPublished(id)) {
      throw new IllegalArgumentException(
          "'" + id + "' is the id of a model of this library; choose another id");
    }
    Path weights =
        network
            .file()
            .orElseThrow(() -> new IllegalArgumentException(id + " names no file of weights"))
            .toAbsolutePath();
    GraphInspection graph = GraphInspection.of(weights);
    Files.createDirectories(folder);
    try (FolderLock lock = FolderLock.of(folder)) {
      Path target = folder.resolve(id + ".onnx");
      boolean inPlace = Files.exists(target) && Files.isSameFile(target, weights);
      RecipeFile recipe =
          new RecipeFile(
              withFile(network, linked || inPlace ? weights : target),
              Optional.of(graph.sha256()),
              linked || inPlace);
      if (!replacing) {
        requireAbsent(RecipeFile.in(folder, id), id);
      }
      if (recipe.linked()) {
        removeCopy(id);
        recipe.write(folder);
        return recipe;
      }
      if (graph.hasExternalData()) {
        throw new IllegalArgumentException(
            weights + " keeps weights in other files beside it; link it instead of copying it");
      }
      if (!replacing) {
        requireAbsent(target, id);
      }
      Files.deleteIfExists(RecipeFile.in(folder, id));
      copy(graph, target);
      try {
        recipe.write(folder);
      } catch (IOException e) {
        Files.deleteIfExists(target);
        throw e;
      }
      return recipe;
    }
  }

  private static void requireAbsent(Path file, String id) throws IOException {
    if (Files.exists(file)) {
      throw new FileAlreadyExistsException(
          file.toString(),
          null,
          "there is a file of " + id + " already; replace it, or choose another id");
    }
  }

  /** Copies the inspected bytes; a file that changed meanwhile is refused. */
  private static void copy(GraphInspection graph, Path target) throws IOException {
    AtomicFile.write(
        target,
        stream -> {
          Files.copy(graph.file(), stream);
        });
    String copied = ModelFile.inspect(target).sha256();
    if (!copied.equals(graph.sha256())) {
      Files.deleteIfExists(target);
      throw new ModelLoadException(
          graph.file() + " changed while it was copied; add it again when it is complete");
    }
  }

  /** Weights that an earlier network of this id had copied. */
  private void removeCopy(String id) throws IOException {
    Optional<RecipeFile> old = find(id);
    if (old.isPresent()) {
      Files.deleteIfExists(RecipeFile.in(folder, id));
      deleteCopy(old.get(), id);
    }
  }

  /**
   * Removes a recipe and, if they were copied, the weights: a file {@code ID.onnx} that has the
   * hash which the recipe states. Linked weights, and those of a recipe without a hash, stay.
   *
   * @return whether weights were deleted
   * @throws IllegalArgumentException if there is no recipe of this id
   * @throws IOException if a file cannot be deleted
   */
  public boolean remove(String id) throws IOException {
    Path file = RecipeFolder.of(folder).get(id).file();
    try (FolderLock lock = FolderLock.of(folder)) {
      Optional<RecipeFile> recipe = find(id);
      Files.deleteIfExists(file);
      return recipe.isPresent() && deleteCopy(recipe.get(), id);
    }
  }

  /**
   * Reads a network's weights and compares them with the hash that its recipe states.
   *
   * @return the SHA-256 of the weights, which is the stated one if the recipe states one
   * @throws IllegalArgumentException if there is no recipe of this id
   * @throws ModelLoadException if the recipe is not valid, or the weights cannot be read or have
   *     another hash
   */
  public String verify(String id) {
    RecipeFolder.Entry entry = RecipeFolder.of(folder).get(id);
    RecipeFile recipe = entry.recipe().orElseThrow(() -> new ModelLoadException(entry.fault()));
    Path weights = recipe.network().file().orElseGet(() -> folder.resolve(id + ".onnx"));
    String found = ModelFile.inspect(weights).sha256();
    entry.requireHash(found);
    return found;
  }

  private boolean deleteCopy(RecipeFile recipe, String id) throws IOException {
    Path copy = folder.resolve(id + ".onnx");
    if (recipe.linked() || recipe.sha256().isEmpty() || !Files.isRegularFile(copy)) {
      return false;
    }
    return ModelFile.inspect(copy).sha256().equals(recipe.sha256().get())
        && Files.deleteIfExists(copy);
  }

  /** The same network with its weights elsewhere. */
  private static OnnxNetwork withFile(OnnxNetwork network, Path weights) {
    return Networks.renamed(network, network.descriptor().id(), weights);
  }

  /** Held while a folder is changed; dropped by the system when the process ends. */
  private record FolderLock(FileChannel channel, FileLock lock) implements AutoCloseable {
    static FolderLock of(Path folder) throws IOException {
      IN_THIS_PROCESS.lock();
      try {
        FileChannel channel =
            FileChannel.open(
                folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
          return new FolderLock(channel, channel.lock());
        } catch (IOException | RuntimeException e) {
          channel.close();
          throw e;
        }
      } catch (IOException | RuntimeException e) {
        IN_THIS_PROCESS.unlock();
        throw e;
      }
    }

    @Override
    public void close() throws IOException {
      try {
        channel.close();
      } finally {
        IN_THIS_PROCESS.unlock();
      }
    }
  }
}

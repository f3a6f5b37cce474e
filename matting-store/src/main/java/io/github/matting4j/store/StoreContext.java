package io.github.matting4j.store;

import io.github.matting4j.MattingModels;
import io.github.matting4j.model.ModelDescriptor;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.model.catalogue.ModelCatalogue;
import io.github.matting4j.store.fetch.FetchTimeouts;
import io.github.matting4j.store.fetch.Fetcher;
import io.github.matting4j.store.fetch.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The dependencies of a store.
 *
 * @param models those that can be installed
 * @param clock dates of records
 * @param waiting waits for locks and servers
 * @param fetchers makes a fetcher with these time limits
 * @param disk the usable disk space
 * @param converter makes ONNX files
 * @param check checks the result
 */
record StoreContext(
    List<ModelDescriptor> models,
    Clock clock,
    Waiting waiting,
    Function<FetchTimeouts, Fetcher> fetchers,
    Disk disk,
    WeightsConverter converter,
    ModelCheck check) {

  /** The usable disk space. */
  @FunctionalInterface
  interface Disk {
    /** The bytes that can still be written to a folder. */
    long usableBytes(Path folder) throws IOException;
  }

  static StoreContext standard(List<ModelDescriptor> models) {
    Waiting waiting = Waiting.real();
    return new StoreContext(
        models,
        Clock.systemUTC(),
        waiting,
        timeouts -> new Fetcher(timeouts, waiting, System.getProperties(), System.getenv()),
        folder -> Files.getFileStore(folder).getUsableSpace(),
        new StandardConverter(),
        new OpenedModelCheck());
  }

  /** The published models, and those of other backends that state where their weights are. */
  static List<ModelDescriptor> models(MattingModels backends, Path modelFolder) {
    Map<String, ModelDescriptor> models = new LinkedHashMap<>();
    ModelCatalogue.published().models().forEach(model -> models.put(model.id(), model));
    backends.list(OpenOptions.forLatency().modelFolder(modelFolder)).stream()
        .flatMap(status -> status.descriptor().stream())
        .filter(model -> !model.downloads().isEmpty())
        .forEach(model -> models.putIfAbsent(model.id(), model));
    return List.copyOf(models.values());
  }
}

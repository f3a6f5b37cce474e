package io.github.matting4j.store;

import io.github.matting4j.model.ModelDescriptor;
import io.github.matting4j.model.catalogue.ModelCatalogue;
import io.github.matting4j.store.fetch.FetchTimeouts;
import io.github.matting4j.store.fetch.Fetcher;
import io.github.matting4j.store.fetch.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
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

  static StoreContext standard() {
    Waiting waiting = Waiting.real();
    return new StoreContext(
        ModelCatalogue.published().models(),
        Clock.systemUTC(),
        waiting,
        timeouts -> new Fetcher(timeouts, waiting, System.getProperties(), System.getenv()),
        folder -> Files.getFileStore(folder).getUsableSpace(),
        new StandardConverter(),
        new OpenedModelCheck());
  }
}

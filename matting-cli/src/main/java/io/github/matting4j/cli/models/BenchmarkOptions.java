package io.github.matting4j.cli.models;

import io.github.matting4j.evaluate.benchmark.BenchmarkPhotos;
import io.github.matting4j.evaluate.benchmark.PublishedSet;
import io.github.matting4j.store.InstallListener;
import io.github.matting4j.store.InstallOptions;
import io.github.matting4j.store.TestSetStore;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which published test set, and where it is fetched from. */
final class BenchmarkOptions {
  @Option(
      names = "--benchmark",
      paramLabel = "SET",
      description = {
        "Measures the models on a published test set as PaddleSeg does, and prints the measured"
            + " errors beside the published ones: ppm-aim-195 or ppm-100 (fetched at the first"
            + " use), or the folder of an unpacked one. Goes on where an interrupted run ended."
      })
  private @Nullable String set;

  @Option(
      names = "--from",
      paramLabel = "FILE",
      description = "The archive of the test set, if it is on this machine.")
  private @Nullable Path archive;

  @Option(
      names = "--mirror",
      paramLabel = "URL",
      description =
          "Fetches the test set from here instead of from its official address. Default:"
              + " $$MATTING_MIRROR, if set.")
  private @Nullable String mirror;

  @Option(names = "--offline", description = "Fetches nothing.")
  private boolean offline;

  @Option(
      names = "--accept-new",
      description = "Accepts an archive that differs from the one that was fetched first.")
  private boolean acceptNew;

  boolean isGiven() {
    return set != null;
  }

  /** The set if it is a published one. */
  Optional<PublishedSet> published() {
    return PublishedSet.of(Objects.requireNonNull(set));
  }

  /**
   * The photos, fetched if need be.
   *
   * @throws IllegalArgumentException if there is no such set
   */
  BenchmarkPhotos photos(InstallListener listener) throws IOException {
    Optional<PublishedSet> published = published();
    if (published.isEmpty()) {
      Path folder = Path.of(Objects.requireNonNull(set));
      if (!folder.toFile().isDirectory()) {
        throw new IllegalArgumentException(
            "--benchmark is "
                + set
                + ", which is neither a folder nor a published set ("
                + Arrays.stream(PublishedSet.values())
                    .map(PublishedSet::id)
                    .collect(Collectors.joining(", "))
                + ")");
      }
      return BenchmarkPhotos.read(folder);
    }
    InstallOptions options = InstallOptions.defaults().listener(listener);
    String prefix = mirror == null ? System.getenv("MATTING_MIRROR") : mirror;
    options = prefix == null || prefix.isEmpty() ? options : options.mirror(URI.create(prefix));
    options = acceptNew ? options.acceptNew() : options;
    options = offline ? options.offline() : options;
    TestSetStore store = TestSetStore.standard();
    PublishedSet wanted = published.get();
    return BenchmarkPhotos.read(
        archive == null
            ? store.install(wanted.id(), wanted.address(), options)
            : store.installFrom(wanted.id(), archive, options));
  }
}

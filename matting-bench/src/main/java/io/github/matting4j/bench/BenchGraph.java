package io.github.matting4j.bench;

import io.github.matting4j.testdata.networks.NetworkSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Graphs to measure with: layer by layer the published networks, with random weights, which cost
 * the same time as the real ones. Written once to {@code matting4j-bench} in the temporary folder.
 */
final class BenchGraph {
  private BenchGraph() {}

  /** PP-MattingV2 for pictures of 512x512: the graph that every ratio refers to. */
  static Path ppMattingV2() throws IOException {
    return cached(NetworkSpec.ppMattingV2());
  }

  /** The file of this network. */
  static Path cached(NetworkSpec spec) throws IOException {
    Path folder =
        Files.createDirectories(Path.of(System.getProperty("java.io.tmpdir"), "matting4j-bench"));
    Path file = folder.resolve(spec.toString().replaceAll("[^0-9A-Za-z.-]+", "_") + ".onnx");
    if (!Files.exists(file)) {
      Path part = Files.createTempFile(folder, "graph", ".part");
      spec.write(part);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }
    return file;
  }
}

package io.github.matting4j.store;

import static io.github.matting4j.store.ModelInstallException.Reason.DISK;

import io.github.matting4j.io.file.AtomicFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * Puts converted weights in their place. Until the new record is written there is none, so that
 * whole weights are never taken for damaged ones.
 */
final class Publication {
  private static final List<String> NAMES =
      List.of(StandardConverter.ONNX, StandardConverter.FROZEN_GRAPH);

  private final StoreFolder folder;
  private final String model;
  private final Path mark;

  Publication(StoreFolder folder, String model) {
    this.folder = folder;
    this.model = model;
    this.mark = folder.mark(model);
  }

  /** Moves the file and removes the record of the one before; {@link #complete} follows. */
  void publish(Path converted, Path target) throws IOException {
    Files.createDirectories(folder.model(model));
    Files.write(mark, new byte[0]);
    force(converted);
    Files.deleteIfExists(folder.record(model));
    try {
      Files.move(
          converted, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(converted, target, StandardCopyOption.REPLACE_EXISTING);
    }
    for (String name : NAMES) {
      Path other = folder.model(model).resolve(name);
      if (!other.equals(target)) {
        Files.deleteIfExists(other);
      }
    }
  }

  /** Moves the record of the weights to its place. Nothing else is written there. */
  void complete(Path record) throws IOException {
    AtomicFile.replace(record, folder.record(model));
    Files.deleteIfExists(mark);
  }

  /**
   * Weights that this store did not install are not replaced.
   *
   * @throws ModelInstallException if there are such
   */
  void refuseForeign() throws IOException {
    if (Files.exists(folder.record(model)) || Files.exists(mark)) {
      return;
    }
    for (String name : NAMES) {
      Path file = folder.model(model).resolve(name);
      if (Files.exists(file)) {
        throw new ModelInstallException(
            DISK,
            model + ": " + file + " is there and was not installed by this store; move it away");
      }
    }
  }

  private static void force(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }
}

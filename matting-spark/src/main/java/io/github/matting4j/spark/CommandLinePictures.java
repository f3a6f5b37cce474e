package io.github.matting4j.spark;

import io.github.matting4j.batch.cutout.CutOutSettings;
import java.io.IOException;
import java.util.List;

/**
 * The settings that a command line asks for. The files it names must be what they were on the
 * driver.
 *
 * @param arguments of {@link SparkBatch}
 * @param fingerprint of the settings on the driver
 */
record CommandLinePictures(List<String> arguments, String fingerprint) implements SettingsSupplier {
  /** Copies the list. */
  CommandLinePictures {
    arguments = List.copyOf(arguments);
  }

  @Override
  public CutOutSettings get() throws IOException {
    SparkBatch command = SparkBatch.parse(arguments);
    if (!command.pictures().fingerprint().equals(fingerprint)) {
      throw new IOException(
          "the background picture on this node is not the driver's; put the same file on every node");
    }
    return command.pictures().settled();
  }
}

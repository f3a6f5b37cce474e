package io.github.matting4j.spark;

import io.github.matting4j.batch.cutout.CutOutSettings;
import java.io.IOException;
import java.io.Serializable;

/**
 * Makes the settings of results on each executor, where they are needed. It is serialized instead
 * of the settings, which may hold a picture for the background.
 */
@FunctionalInterface
public interface SettingsSupplier extends Serializable {

  /**
   * The settings; the same on every executor.
   *
   * @throws IOException if a file they need cannot be read; the task then fails
   */
  CutOutSettings get() throws IOException;
}

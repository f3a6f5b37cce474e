package io.github.matting4j.store;

import io.github.matting4j.store.unpack.Weights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Makes a file that backends open of weights as they are published. */
interface WeightsConverter {
  /**
   * What was made.
   *
   * @param fileName its name in the model's folder
   * @param converter what made it, with version
   * @param producer what made the published file, as far as that says
   * @param changes what was changed
   * @param warnings what a user should know
   */
  record Conversion(
      String fileName,
      String converter,
      String producer,
      List<String> changes,
      List<String> warnings) {}

  /**
   * Converts.
   *
   * @param target where the file goes; replaced
   * @throws ModelInstallException if the weights are not understood
   * @throws IOException if files cannot be read or written
   */
  Conversion convert(String model, Weights weights, Path target) throws IOException;
}

package io.github.matting4j.store;

import io.github.matting4j.model.ModelDescriptor;
import io.github.matting4j.store.unpack.Weights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Makes a file that backends open of weights as they are published. */
interface WeightsConverter {
  /**
   * What makes files.
   *
   * @param name its name
   * @param version a number that grows with every change of what it makes
   */
  record Maker(String name, int version) {
    @Override
    public String toString() {
      return name + ", version " + version;
    }
  }

  /**
   * What was made.
   *
   * @param fileName its name in the model's folder
   * @param maker what made it; empty if it is the file as it was published
   * @param producer what made the published file, as far as that says
   * @param changes what was changed
   * @param warnings what a user should know
   */
  record Conversion(
      String fileName,
      Optional<Maker> maker,
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
  Conversion convert(ModelDescriptor model, Weights weights, Path target) throws IOException;

  /** Whether what made a file has a later version here. */
  boolean isOutdated(Maker maker);
}

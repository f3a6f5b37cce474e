package io.github.matting4j.spark;

import io.github.matting4j.hardware.Device;
import io.github.matting4j.hardware.DeviceChoice;
import io.github.matting4j.model.ModelIdentity;
import io.github.matting4j.model.ModelLoadException;
import io.github.matting4j.model.OpenOptions;
import java.io.Serializable;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where an executor finds a model, and what it must compute with.
 *
 * @param id of the model's descriptor
 * @param archive the address of the driver's weights; null if it sends none
 * @param file name of the weights in the archive, or their path on every node; null for a model
 *     that needs no file, or one of the node's model folder
 * @param device the device, as {@link Device#parse} reads it; null for the task's GPU, else the CPU
 * @param weightsSha256 of the weights that the driver opened
 * @param recipeSha256 of the recipe that the driver opened
 */
record ModelSource(
    String id,
    @Nullable String archive,
    @Nullable String file,
    @Nullable String device,
    String weightsSha256,
    String recipeSha256)
    implements Serializable {

  /** Options that find the weights on this machine and run them on this device. */
  OpenOptions applyTo(OpenOptions options, Device taskDevice) {
    OpenOptions found = options.device(DeviceChoice.require(taskDevice));
    if (archive != null) {
      Path folder = ShippedWeights.receive(archive);
      found = found.modelFolder(folder);
      return file == null ? found : found.modelFile(folder.resolve(file));
    }
    return file == null ? found : found.modelFile(Path.of(file));
  }

  /**
   * Checks what was opened.
   *
   * @throws ModelLoadException if it is not what the driver opened
   */
  void require(ModelIdentity opened) {
    requireSame("weights", weightsSha256, opened.weightsSha256());
    requireSame("recipe", recipeSha256, opened.recipeSha256());
  }

  private void requireSame(String what, String expected, String found) {
    if (!expected.equals(found)) {
      throw new ModelLoadException(
          "the "
              + what
              + " of "
              + id
              + " on this node differ from the driver's: SHA-256 "
              + found
              + " instead of "
              + expected
              + "; put the same files on every node, or let the driver send its weights");
    }
  }
}

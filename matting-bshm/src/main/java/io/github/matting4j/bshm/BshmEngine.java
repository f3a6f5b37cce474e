package io.github.matting4j.bshm;

import io.github.matting4j.hardware.Device;
import io.github.matting4j.model.ModelIdentity;
import io.github.matting4j.runtime.RunStop;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;

/**
 * Runs the network: rows, columns, red, green, blue of 0..255 in, alpha levels out.
 *
 * <p>Thread-safe; an {@link InferenceSlot} is not.
 */
interface BshmEngine extends AutoCloseable {

  /** The properties of this engine, for reports. */
  Facts facts();

  /** Whether a run can be stopped before its end. */
  boolean isStoppable();

  /** Creates the buffers of one run at a time, reused from run to run. */
  InferenceSlot newSlot();

  /** Frees all native memory; no run may be in progress. Idempotent. */
  @Override
  void close();

  /**
   * Properties of an opened engine.
   *
   * @param sha256 of the file that was opened
   * @param origin where the graph that runs came from
   * @param engine its name and version
   * @param device where it runs
   * @param threads threads of one run
   * @param eightBit whether the alpha was cut to whole levels of 0..255 inside the graph
   * @param fixed the only size of picture that the graph takes; empty if it takes any
   * @param warnings warnings for every report
   */
  record Facts(
      String sha256,
      ModelIdentity.GraphOrigin origin,
      String engine,
      Device device,
      int threads,
      boolean eightBit,
      Optional<InputPlan.Size> fixed,
      List<String> warnings) {
    /** Copies the warnings. */
    public Facts {
      warnings = List.copyOf(warnings);
    }
  }

  /** The input and the output of one run. Not thread-safe. */
  interface InferenceSlot {

    /** The input to fill, from position 0: {@code height * width * 3} floats. */
    FloatBuffer photo(int width, int height);

    /**
     * Runs the network on the photo.
     *
     * @param levels receives {@code width * height} alphas of 0..255, unchecked
     * @param notes receives remarks for the report
     * @param stop why the run may have to end early; an engine that cannot be stopped ignores it
     * @throws io.github.matting4j.model.InferenceException if the engine refuses or fails
     */
    void run(float[] levels, List<String> notes, RunStop stop);
  }
}

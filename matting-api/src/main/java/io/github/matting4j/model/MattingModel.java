package io.github.matting4j.model;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;

/**
 * An opened matting network: turns a photo into a soft alpha matte of the same size.
 *
 * <p><b>Threads.</b> Thread-safe. Several threads may call {@link #run} at once; as many run side
 * by side as the model was opened for ({@link OpenOptions#callers(int)}), the others wait. The same
 * photo gives the same bits whatever the number of threads, on the same device.
 *
 * <p><b>Closing.</b> {@link #close} may be called at any time, from any thread, more than once. It
 * waits for runs in progress and then frees everything native; later runs throw {@link
 * IllegalStateException}.
 *
 * <p><b>Stopping.</b> Interrupting a thread inside {@link #run} ends its run with {@link
 * MattingCancelledException}, the interrupt flag still set: on ONNX Runtime within one network
 * layer or so; TensorFlow 1.15 cannot be stopped, so there when the network has ended.
 */
public interface MattingModel extends AutoCloseable {

  /** What this model is: its id, licence and origin. */
  ModelDescriptor descriptor();

  /**
   * What this model computes with: the hashes of its weights and of its recipe, and its engine.
   * Constant, known without a run, also after {@link #close}. The reports of its runs carry the
   * same identity, unless a stand-in made the matte.
   */
  ModelIdentity identity();

  /**
   * Mattes one photo.
   *
   * @param photo upright, sRGB; its own alpha, if any, is ignored
   * @return the matte, as large as the photo, with a report of how it was made
   * @throws IllegalStateException if the model is closed
   * @throws InferenceException if the network fails or gives values that are no alpha
   * @throws MattingCancelledException if the calling thread is interrupted
   */
  MattingResult run(ArgbImage photo);

  /** Mattes one photo, when only the matte is of interest. Otherwise as {@link #run}. */
  default AlphaMatte matte(ArgbImage photo) {
    return run(photo).matte();
  }

  /** Waits for runs in progress and frees the network. Idempotent. */
  @Override
  void close();
}

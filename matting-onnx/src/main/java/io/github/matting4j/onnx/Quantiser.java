package io.github.matting4j.onnx;

import io.github.matting4j.graph.quantise.Quantisation;
import io.github.matting4j.graph.wire.MalformedGraphException;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.model.InferenceException;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.ModelLoadException;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.onnx.cache.GraphCache;
import io.github.matting4j.runtime.ModelFile;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;

/**
 * Creates the 8-bit version of a model: records the ranges of its layers' values on photos, and
 * writes their convolutions with unsigned bytes for activations and signed ones for weights, one
 * scale per output. The ranges are the minimum and maximum over all photos.
 *
 * <p>The loss of accuracy depends on the weights; measure it on other photos. Not thread-safe.
 * Closing frees the engine's session, not the model.
 */
public final class Quantiser implements AutoCloseable {
  private final String name;
  private final OnnxMattingModel model;
  private final Quantisation quantisation;
  private final OnnxSession session;
  private final TensorBuffer extremes = new TensorBuffer(TensorSpec.ElementType.FLOAT);
  private final float[] ranges;
  private int photos;

  private Quantiser(
      String name, OnnxMattingModel model, Quantisation quantisation, OnnxSession session) {
    this.name = name;
    this.model = model;
    this.quantisation = quantisation;
    this.session = session;
    this.ranges = new float[2 * quantisation.values()];
  }

  /**
   * Starts.
   *
   * @param file the weights of {@code model}
   * @param model packs photos as it does for its own runs; stays open and unchanged
   * @throws ModelLoadException if the model does not run on ONNX Runtime, has no convolution that
   *     could be quantised, or its file is beyond what can be rewritten
   */
  public static Quantiser open(ModelFile file, MattingModel model, OpenOptions options) {
    String name = file.path().toString();
    if (!(model instanceof OnnxMattingModel onnx)) {
      throw new ModelLoadException(
          model.descriptor().id() + " does not run on ONNX Runtime; it cannot be quantised here");
    }
    try {
      Quantisation quantisation =
          Quantisation.of(new ModelSource.InFile(file).bytes())
              .orElseThrow(
                  () ->
                      new ModelLoadException(
                          name
                              + " cannot be quantised: it has weights in other files, loops or"
                              + " functions, or operators not of versions 11 to 22"));
      if (quantisation.convolutions() == 0) {
        throw new ModelLoadException(
            name
                + " has nothing to quantise: no convolution with constant float weights before its"
                + " last; is it quantised already?");
      }
      OnnxSession session =
          OnnxSession.open(
              new ModelSource.InMemory(name, quantisation.observed()),
              options,
              new GraphTuning(false, GraphCache.none()));
      return new Quantiser(name, onnx, quantisation, session);
    } catch (IOException | MalformedGraphException e) {
      throw new ModelLoadException("cannot quantise " + name + ": " + e.getMessage(), e);
    }
  }

  /** Number of convolutions that are quantised. */
  public int convolutions() {
    return quantisation.convolutions();
  }

  /** Convolutions that stay floats, by the names of their results. */
  public List<String> left() {
    return quantisation.floatConvolutions();
  }

  /**
   * Widens the ranges by one photo.
   *
   * @throws InferenceException if a layer gives no finite values
   */
  public void observe(ArgbImage photo) {
    extremes.shape(ranges.length, 1, 1, 1);
    session.run(model.inputs(photo), Map.of(Quantisation.RANGES, extremes));
    FloatBuffer found = extremes.floats();
    for (int i = 0; i < ranges.length; i++) {
      float value = found.get(i);
      if (!Float.isFinite(value)) {
        throw new InferenceException(
            "a layer of " + name + " gave " + value + "; such a network cannot be quantised");
      }
      if (photos == 0) {
        ranges[i] = value;
      } else {
        ranges[i] = i % 2 == 0 ? Math.min(ranges[i], value) : Math.max(ranges[i], value);
      }
    }
    photos++;
  }

  /**
   * The 8-bit model, an ONNX file. Weights of 7 bits (-63 to 63) give the same values on every
   * processor. With 8 bits (-127 to 127) sums overflow on x86 processors without VNNI, and mattes
   * can be wrong there by any amount; opening such a file on one of them warns.
   *
   * @param weightBits bits of a weight with its sign, 7 or 8; written to the file
   * @throws IllegalArgumentException if {@code weightBits} is neither 7 nor 8
   * @throws IllegalStateException if no photo was observed
   */
  public byte[] quantised(int weightBits) {
    if (photos == 0) {
      throw new IllegalStateException("no photo was observed");
    }
    try {
      return quantisation.quantised(ranges, weightBits, "quantised after " + photos + " photos");
    } catch (MalformedGraphException e) {
      throw new ModelLoadException("cannot quantise " + name + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    session.close();
  }
}

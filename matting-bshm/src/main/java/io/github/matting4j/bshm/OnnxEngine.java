package io.github.matting4j.bshm;

import io.github.matting4j.model.ModelIdentity;
import io.github.matting4j.model.ModelLoadException;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.onnx.OnnxSession;
import io.github.matting4j.onnx.TensorBuffer;
import io.github.matting4j.onnx.TensorSpec;
import io.github.matting4j.runtime.ModelFile;
import io.github.matting4j.runtime.RunStop;
import java.io.IOException;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * BSHM's ONNX conversion on ONNX Runtime. Exporters choose names freely, so input and output are
 * identified by type and shape: rows, columns, three channels in; a plane, or 1, 3 or 4 channels
 * out.
 */
final class OnnxEngine implements BshmEngine {
  private final OnnxSession session;
  private final TensorSpec input;
  private final TensorSpec output;
  private final Facts facts;

  private OnnxEngine(
      OnnxSession session, ModelFile file, BshmOptions.Output choice, Source source) {
    this.session = session;
    this.input = only(session.inputs(), OnnxEngine::isPhoto, session, file);
    this.output =
        session.outputs().stream()
            .filter(OnnxEngine::isAlpha)
            .reduce(choice == BshmOptions.Output.FINEST ? OnnxEngine::finer : OnnxEngine::published)
            .orElseThrow(() -> foreign(session, file));
    this.facts =
        new Facts(
            source.sha256,
            source.origin,
            session.engine(),
            session.device(),
            session.threads(),
            output.type() == TensorSpec.ElementType.UINT8,
            fixedSize(input),
            source.warnings);
  }

  /** Where the graph came from, and what a user should know of it. */
  private record Source(String sha256, ModelIdentity.GraphOrigin origin, List<String> warnings) {}

  private static Optional<InputPlan.Size> fixedSize(TensorSpec input) {
    return input.dim(0) == TensorSpec.ANY
        ? Optional.empty()
        : Optional.of(new InputPlan.Size((int) input.dim(1), (int) input.dim(0)));
  }

  /**
   * Opens a conversion.
   *
   * @throws ModelLoadException if it is none, or ONNX Runtime cannot be loaded
   * @throws io.github.matting4j.model.DeviceUnavailableException if the options require a device
   *     that does not work
   */
  static OnnxEngine open(ModelFile file, OpenOptions options, BshmOptions.Output choice) {
    refuseFrozenGraph(file);
    OnnxSession session = OnnxSession.open(file, options);
    Source source = new Source(session.sha256(), session.origin(), session.warnings());
    return of(session, file, choice, source);
  }

  /**
   * Of an open session of a graph that was converted from a file.
   *
   * @param file the file it was converted from
   * @param notes what a user should know of the conversion
   */
  static OnnxEngine converted(
      OnnxSession session, ModelFile file, BshmOptions.Output choice, List<String> notes) {
    List<String> warnings = new ArrayList<>(session.warnings());
    warnings.addAll(notes);
    return of(
        session,
        file,
        choice,
        new Source(file.sha256(), ModelIdentity.GraphOrigin.CONVERTED, List.copyOf(warnings)));
  }

  private static OnnxEngine of(
      OnnxSession session, ModelFile file, BshmOptions.Output choice, Source source) {
    try {
      return new OnnxEngine(session, file, choice, source);
    } catch (RuntimeException e) {
      session.close();
      throw e;
    }
  }

  private static void refuseFrozenGraph(ModelFile file) {
    try (InputStream in = Files.newInputStream(file.path())) {
      if (in.read() == 0x0A) {
        throw new ModelLoadException(
            file.path()
                + " looks like a frozen TensorFlow graph, not like ONNX; if it is one, let its name"
                + " end in .pb");
      }
    } catch (IOException e) {
      throw new ModelLoadException("cannot read the model file " + file.path(), e);
    }
  }

  private interface Test {
    boolean accepts(TensorSpec tensor);
  }

  private static TensorSpec only(
      List<TensorSpec> tensors, Test test, OnnxSession session, ModelFile file) {
    if (tensors.size() != 1 || !test.accepts(tensors.get(0))) {
      throw foreign(session, file);
    }
    return tensors.get(0);
  }

  private static boolean isPhoto(TensorSpec tensor) {
    return tensor.type() == TensorSpec.ElementType.FLOAT
        && tensor.rank() == 3
        && (tensor.dim(2) == 3 || tensor.dim(2) == TensorSpec.ANY)
        && (tensor.dim(0) == TensorSpec.ANY) == (tensor.dim(1) == TensorSpec.ANY);
  }

  private static boolean isAlpha(TensorSpec tensor) {
    if (tensor.type() != TensorSpec.ElementType.FLOAT
        && tensor.type() != TensorSpec.ElementType.UINT8) {
      return false;
    }
    int channels = channels(tensor);
    return (tensor.rank() == 2 || tensor.rank() == 3)
        && (channels == 1 || channels == 3 || channels == 4);
  }

  /** An open number of channels is that of the published flavours: RGBA bytes or a float mask. */
  private static int channels(TensorSpec tensor) {
    if (tensor.rank() != 3) {
      return 1;
    }
    int guess = tensor.type() == TensorSpec.ElementType.UINT8 ? 4 : 1;
    return tensor.dim(2) == TensorSpec.ANY ? guess : (int) tensor.dim(2);
  }

  /** A float alpha is finer than bytes, and a plane is cheaper than channels. */
  private static TensorSpec finer(TensorSpec a, TensorSpec b) {
    return a.type() == b.type() || a.type() == TensorSpec.ElementType.FLOAT ? a : b;
  }

  /** Bytes are what the published pipeline fetches. */
  private static TensorSpec published(TensorSpec a, TensorSpec b) {
    return a.type() == b.type() || a.type() == TensorSpec.ElementType.UINT8 ? a : b;
  }

  private static ModelLoadException foreign(OnnxSession session, ModelFile file) {
    return new ModelLoadException(
        file.path()
            + " is an ONNX model, but not a conversion of BSHM: it has inputs "
            + session.inputs()
            + " and outputs "
            + session.outputs()
            + "; needed are one float input of rows, columns (both open or both fixed) and 3 channels, and an"
            + " output of rows and columns with no or 1, 3 or 4 channels, bytes or floats");
  }

  @Override
  public Facts facts() {
    return facts;
  }

  @Override
  public boolean isStoppable() {
    return true;
  }

  @Override
  public InferenceSlot newSlot() {
    return new OnnxSlot();
  }

  @Override
  public void close() {
    session.close();
  }

  private final class OnnxSlot implements InferenceSlot {
    private final TensorBuffer photo = new TensorBuffer(TensorSpec.ElementType.FLOAT);
    private final TensorBuffer result = new TensorBuffer(output.type());
    private int width;
    private int height;

    @Override
    public FloatBuffer photo(int columns, int rows) {
      width = columns;
      height = rows;
      photo.shape(rows, columns, 3);
      return photo.floats();
    }

    @Override
    public void run(float[] levels, List<String> notes, RunStop stop) {
      Levels.requireFinite(photo.floats());
      int channels = channels(output);
      if (output.rank() == 3) {
        result.shape(height, width, channels);
      } else {
        result.shape(height, width);
      }
      session.run(input.name(), photo, output.name(), result, stop);
      if (output.type() == TensorSpec.ElementType.FLOAT) {
        Levels.fromFloats(result.floats(), channels, width * height, levels);
      } else {
        Levels.fromBytes(result.bytes(), channels, width * height, levels);
      }
    }
  }
}

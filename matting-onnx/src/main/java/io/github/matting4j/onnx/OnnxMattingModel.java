package io.github.matting4j.onnx;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.kernel.resample.TensorPacking;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.MattingResult;
import io.github.matting4j.model.ModelDescriptor;
import io.github.matting4j.model.ModelIdentity;
import io.github.matting4j.model.ModelLoad;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.model.RunControl;
import io.github.matting4j.model.RunReport;
import io.github.matting4j.onnx.size.InputGeometry;
import io.github.matting4j.onnx.size.SizePolicy;
import io.github.matting4j.runtime.ModelFile;
import io.github.matting4j.runtime.PooledModel;
import io.github.matting4j.runtime.RunStop;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An open network: photos are resized and packed, the engine runs, and the alpha is read from an
 * output and resized back. {@link OnnxProvider} opens one by its recipe; a backend whose graphs
 * have one input 1x3xHxW (planes of floats) and a first output 1x1xHxW (alpha) makes its own.
 *
 * <p>Thread-safe, as {@link MattingModel} promises.
 */
public final class OnnxMattingModel implements MattingModel {
  private final ModelDescriptor descriptor;
  private final ModelIdentity identity;
  private final OnnxSession session;
  private final SizePolicy sizes;
  private final GraphBinding binding;
  private final List<String> warnings;
  private final PooledModel<InferenceBuffers> model;

  /**
   * Wraps an open session and takes ownership of it; the first output is the alpha.
   *
   * @param sizes how a photo's size becomes the network's
   * @param packing how a pixel becomes three floats, in planes
   * @param callers maximum number of concurrent runs, at least 1
   * @param warnings for every report
   */
  public OnnxMattingModel(
      ModelDescriptor descriptor,
      OnnxSession session,
      SizePolicy sizes,
      TensorPacking packing,
      int callers,
      List<String> warnings) {
    this(
        descriptor,
        session,
        sizes,
        GraphBinding.plain(session, packing),
        sizes.canonicalText() + "\n" + packing.canonicalText(),
        callers,
        warnings);
  }

  private OnnxMattingModel(
      ModelDescriptor descriptor,
      OnnxSession session,
      SizePolicy sizes,
      GraphBinding binding,
      String recipe,
      int callers,
      List<String> warnings) {
    this.descriptor = descriptor;
    this.identity = identity(descriptor, session, recipe);
    this.warnings = Stream.concat(session.warnings().stream(), warnings.stream()).toList();
    this.session = session;
    this.sizes = sizes;
    this.binding = binding;
    this.model = new PooledModel<>(new Network(), callers, session.closeTimeout());
  }

  /**
   * Makes a model of an open session, which belongs to the model once this returns.
   *
   * @throws io.github.matting4j.model.ModelLoadException if the graph does not fit the network's
   *     recipe, or the limit of pixels is below its smallest input
   */
  public static OnnxMattingModel of(OnnxNetwork network, OnnxSession session, OpenOptions options) {
    GraphBinder binder = new GraphBinder(network, session);
    SizePolicy sizes = binder.size(options);
    return new OnnxMattingModel(
        network.descriptor(),
        session,
        sizes,
        binder.binding(),
        sizes.canonicalText() + "\n" + network.recipe().canonicalText(),
        options.callers(),
        List.of());
  }

  private final class Network implements PooledModel.Network<InferenceBuffers> {
    @Override
    public ModelDescriptor descriptor() {
      return descriptor;
    }

    @Override
    public ModelIdentity identity() {
      return identity;
    }

    @Override
    public InferenceBuffers newBuffers() {
      return new InferenceBuffers(binding);
    }

    @Override
    public PooledModel.Job begin(ArgbImage photo, InferenceBuffers buffers) {
      return new Job(photo, buffers, Optional.empty(), List.of());
    }

    @Override
    public boolean isStoppable() {
      return true;
    }

    @Override
    public void close() {
      session.close();
    }
  }

  private final class Job implements PooledModel.Job {
    private final ArgbImage photo;
    private final InferenceBuffers buffers;
    private final Optional<FrameStates> states;
    private final InputGeometry geometry;
    private final List<String> notes = new ArrayList<>(warnings);

    Job(
        ArgbImage photo,
        InferenceBuffers buffers,
        Optional<FrameStates> states,
        List<String> more) {
      this.photo = photo;
      this.buffers = buffers;
      this.states = states;
      this.geometry = sizes.fit(photo.width(), photo.height());
      notes.addAll(sizes.warnings(geometry));
      notes.addAll(more);
    }

    @Override
    public void prepare() {
      buffers.prepare(photo, geometry);
    }

    @Override
    public void infer(RunStop stop) {
      Map<String, TensorBuffer> outputs = buffers.outputs(states);
      session.run(buffers.inputs(states), outputs, stop);
      states.ifPresent(s -> s.receive(outputs));
    }

    @Override
    public AlphaMatte finish() {
      AlphaMatte matte = buffers.finish(notes::add);
      states.ifPresent(FrameStates::advance);
      return matte;
    }

    @Override
    public RunReport report(Duration prepare, Duration infer, Duration finish) {
      return new RunReport(
          identity,
          session.device(),
          session.threads(),
          new RunReport.NetworkInput(
              geometry.resizedWidth(), geometry.resizedHeight(), RunReport.Enlargement.BILINEAR),
          new RunReport.Timings(prepare, infer, finish),
          notes);
    }
  }

  private static ModelIdentity identity(
      ModelDescriptor descriptor, OnnxSession session, String recipe) {
    return new ModelIdentity(
        descriptor.id(),
        session.sha256(),
        ModelFile.sha256(recipe.getBytes(StandardCharsets.UTF_8)),
        session.engine(),
        session.origin());
  }

  @Override
  public ModelDescriptor descriptor() {
    return descriptor;
  }

  @Override
  public ModelIdentity identity() {
    return identity;
  }

  @Override
  public MattingResult run(ArgbImage photo) {
    return model.run(photo);
  }

  @Override
  public MattingResult run(ArgbImage photo, RunControl control) {
    return model.run(photo, control);
  }

  @Override
  public ModelLoad load() {
    return model.load();
  }

  @Override
  public boolean isClosed() {
    return model.isClosed();
  }

  /** The inputs, by name, that the network gets for a photo. */
  Map<String, TensorBuffer> inputs(ArgbImage photo) {
    InferenceBuffers buffers = new InferenceBuffers(binding);
    buffers.prepare(photo, sizes.fit(photo.width(), photo.height()));
    return buffers.inputs(Optional.empty());
  }

  @Override
  public FrameSequence sequence() {
    return binding.states().isEmpty() ? MattingModel.super.sequence() : new RecurrentFrames();
  }

  /** Frames that carry states. */
  private final class RecurrentFrames implements FrameSequence {
    private final AtomicBoolean inUse = new AtomicBoolean();
    private volatile @Nullable Carried carried = Carried.first(binding);

    @Override
    public MattingResult next(ArgbImage frame, RunControl control) {
      if (!inUse.compareAndSet(false, true)) {
        throw new IllegalStateException(
            "another thread is using the sequence; start one sequence for each video");
      }
      try {
        Carried before = carried;
        if (before == null) {
          throw new IllegalStateException("the sequence is closed; start another one");
        }
        Carried used = before.fits(frame) ? before : Carried.first(binding);
        MattingResult result =
            model.run(
                frame,
                control,
                (photo, buffers) ->
                    new Job(photo, buffers, Optional.of(used.states), before.notes(frame)));
        if (carried != null) {
          carried = new Carried(used.states, frame.width(), frame.height());
        }
        return result;
      } finally {
        inUse.set(false);
      }
    }

    @Override
    public void reset() {
      if (carried != null) {
        carried = Carried.first(binding);
      }
    }

    @Override
    public void close() {
      carried = null;
    }
  }

  /**
   * What a frame leaves to the next one.
   *
   * @param states of the network
   * @param width columns of the frame; 0 before the first one
   * @param height rows of the frame
   */
  private record Carried(FrameStates states, int width, int height) {
    static Carried first(GraphBinding binding) {
      return new Carried(new FrameStates(binding.states()), 0, 0);
    }

    boolean fits(ArgbImage frame) {
      return width == 0 || (frame.width() == width && frame.height() == height);
    }

    List<String> notes(ArgbImage frame) {
      return fits(frame)
          ? List.of()
          : List.of(
              "the frame is "
                  + frame.width()
                  + "x"
                  + frame.height()
                  + ", the one before it was "
                  + width
                  + "x"
                  + height
                  + "; the states of the network started again");
    }
  }

  @Override
  public void close() {
    model.close();
  }

  @Override
  public String toString() {
    return "OnnxMattingModel[" + descriptor.id() + " on " + session.device() + "]";
  }
}

package io.github.matting4j.bshm;

import io.github.matting4j.hardware.Device;
import io.github.matting4j.model.DeviceUnavailableException;
import io.github.matting4j.model.ModelIdentity;
import io.github.matting4j.model.ModelLoadException;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.runtime.ModelFile;
import io.github.matting4j.runtime.RunStop;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.tensorflow.DataType;
import org.tensorflow.Output;
import org.tensorflow.Shape;
import org.tensorflow.Tensor;

/** BSHM's frozen graph on TensorFlow 1.15. */
final class TensorFlowEngine implements BshmEngine {
  /** The process has one pool of threads for all sessions, of the size that the first one asked. */
  private static int processThreads;

  private final FrozenGraph graph;
  private final GraphSignature signature;
  private final String alpha;
  private final boolean isFloat;
  private final List<String> fetches;
  private final Facts facts;

  private TensorFlowEngine(
      FrozenGraph graph,
      String sha256,
      GraphSignature signature,
      String version,
      OpenOptions options,
      BshmOptions.Output choice) {
    this.graph = graph;
    this.signature = signature;
    Output<?> output = alphaOutput(graph, signature, choice);
    this.alpha = output.op().name();
    this.isFloat = output.dataType() == DataType.FLOAT;
    this.fetches = new ArrayList<>(List.of(alpha));
    signature.personScore().filter(name -> isScore(graph, name)).ifPresent(fetches::add);
    List<String> warnings = new ArrayList<>(TensorFlowJars.conflict().stream().toList());
    int threads = threads(options.threads(), warnings);
    Device device = device(options, warnings);
    this.facts =
        new Facts(
            sha256,
            ModelIdentity.GraphOrigin.FILE,
            "TensorFlow " + version,
            device,
            threads,
            !isFloat,
            Optional.empty(),
            warnings);
  }

  /**
   * Opens a frozen graph.
   *
   * @throws ModelLoadException if the file is no such graph or lacks what is needed, or TensorFlow
   *     cannot be loaded
   * @throws DeviceUnavailableException if the options require a device that does not work
   */
  static TensorFlowEngine open(
      ModelFile file, GraphSignature signature, OpenOptions options, BshmOptions settings) {
    MemoryBudget.warnIfShort(file);
    byte[] definition = read(file);
    String sha256 = ModelFile.sha256(definition);
    GraphCheck.require(file.path(), definition, signature);
    String version = TensorFlowLibrary.load(settings.nativeFolder());
    FrozenGraph graph =
        FrozenGraph.open(file.path().toString(), definition, SessionConfig.of(options));
    try {
      return new TensorFlowEngine(graph, sha256, signature, version, options, settings.output());
    } catch (RuntimeException e) {
      graph.close();
      throw e;
    }
  }

  /** All bytes of a file. */
  static byte[] read(ModelFile file) {
    try {
      return Files.readAllBytes(file.path());
    } catch (IOException e) {
      throw new ModelLoadException(
          "cannot read the model file " + file.path() + ": " + e.getMessage(), e);
    } catch (OutOfMemoryError e) {
      throw new ModelLoadException(
          file.path()
              + " is "
              + file.bytes() / 1_000_000
              + " MB and must pass through the Java heap once, which has at most "
              + Runtime.getRuntime().maxMemory() / 1_000_000
              + " MB; give the JVM a larger -Xmx",
          e);
    }
  }

  private static Output<?> alphaOutput(
      FrozenGraph graph, GraphSignature signature, BshmOptions.Output choice) {
    List<String> refused = new ArrayList<>();
    List<Output<?>> usable = new ArrayList<>();
    for (String name : signature.outputs()) {
      Optional<Output<?>> output = graph.output(name);
      if (output.isPresent()) {
        if (isAlpha(output.get())) {
          usable.add(output.get());
        } else {
          refused.add(name + ": " + output.get().dataType() + output.get().shape());
        }
      }
    }
    DataType wanted = choice == BshmOptions.Output.FINEST ? DataType.FLOAT : DataType.UINT8;
    return usable.stream()
        .filter(output -> output.dataType() == wanted)
        .findFirst()
        .or(() -> usable.stream().reduce((first, last) -> last))
        .orElseThrow(
            () ->
                new ModelLoadException(
                    "the graph's outputs are "
                        + refused
                        + "; needed is "
                        + String.join(" or ", signature.outputs())
                        + " of bytes or floats, rows, columns and 1, 3 or 4 channels"));
  }

  private static boolean isAlpha(Output<?> output) {
    Shape shape = output.shape();
    boolean type = output.dataType() == DataType.FLOAT || output.dataType() == DataType.UINT8;
    int rank = shape.numDimensions();
    return type && (rank < 0 || rank == 2 || (rank == 3 && shape.size(2) <= 4));
  }

  private static boolean isScore(FrozenGraph graph, String name) {
    return graph.output(name).filter(o -> o.dataType() == DataType.FLOAT).isPresent();
  }

  private static synchronized int threads(int asked, List<String> warnings) {
    if (processThreads == 0) {
      processThreads = asked;
    }
    if (processThreads != asked) {
      warnings.add(
          "TensorFlow 1.15 runs on "
              + processThreads
              + " threads, not on "
              + asked
              + ": the first model of a process decides for all");
    }
    return processThreads;
  }

  private Device device(OpenOptions options, List<String> warnings) {
    Optional<Device> wanted = options.device().device();
    if (wanted.filter(device -> device.kind() == Device.Kind.CPU).isPresent()) {
      return Device.CPU;
    }
    boolean onGpu = TensorFlowJars.hasCuda() && ranOnGpu();
    if (onGpu && wanted.map(device -> device.kind() == Device.Kind.CUDA).orElse(true)) {
      return Device.cuda(wanted.map(Device::index).orElse(0));
    }
    if (wanted.isPresent()) {
      String reason =
          "TensorFlow 1.15 runs on the CPU, not on "
              + wanted.get()
              + ": it needs libtensorflow_jni_gpu in place of libtensorflow_jni ("
              + (TensorFlowJars.hasCuda() ? "present" : "absent")
              + "), CUDA 10.0, cuDNN 7 and a GPU from Pascal to Turing; the ONNX conversion of the"
              + " model runs on any GPU of ONNX Runtime";
      if (options.device().isRequired()) {
        throw new DeviceUnavailableException(reason);
      }
      warnings.add(reason);
    }
    return Device.CPU;
  }

  private boolean ranOnGpu() {
    try (Tensor<Float> grey =
        Tensor.create(new long[] {8, 8, 3}, FloatBuffer.wrap(new float[8 * 8 * 3]))) {
      byte[] trace = graph.trace(signature.input(), grey, fetches);
      return new String(trace, StandardCharsets.ISO_8859_1).contains("device:GPU:");
    }
  }

  @Override
  public Facts facts() {
    return facts;
  }

  @Override
  public boolean isStoppable() {
    return false;
  }

  @Override
  public InferenceSlot newSlot() {
    return new TensorFlowSlot();
  }

  @Override
  public void close() {
    graph.close();
  }

  private final class TensorFlowSlot implements InferenceSlot {
    private FloatBuffer photo = FloatBuffer.allocate(0);
    private ByteBuffer result = ByteBuffer.allocate(0);
    private int width;
    private int height;

    @Override
    public FloatBuffer photo(int columns, int rows) {
      width = columns;
      height = rows;
      int size = Math.multiplyExact(Math.multiplyExact(columns, rows), 3);
      if (photo.capacity() < size) {
        photo =
            ByteBuffer.allocateDirect(Math.multiplyExact(size, Float.BYTES))
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
      }
      return photo.clear().limit(size);
    }

    @Override
    public void run(float[] levels, List<String> notes, RunStop stop) {
      Levels.requireFinite(photo);
      try (Tensor<Float> in = Tensor.create(new long[] {height, width, 3}, photo.rewind())) {
        graph.run(
            signature.input(),
            in,
            fetches,
            results -> {
              read(results.get(0), levels);
              results.stream().skip(1).forEach(score -> notes.add(describe(score)));
              return results.size();
            });
      }
    }

    private void read(Tensor<?> tensor, float[] levels) {
      int channels = Levels.channels(tensor.shape(), width, height, alpha);
      int bytes = tensor.numBytes();
      if (result.capacity() < bytes) {
        result = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
      }
      result.clear().limit(bytes);
      tensor.writeTo(result);
      result.flip();
      if (isFloat) {
        Levels.fromFloats(result.asFloatBuffer(), channels, width * height, levels);
      } else {
        Levels.fromBytes(result, channels, width * height, levels);
      }
    }

    private String describe(Tensor<?> score) {
      FloatBuffer values = FloatBuffer.allocate(score.numElements());
      score.writeTo(values);
      return fetches.get(1)
          + " of the graph is "
          + Arrays.toString(values.array())
          + " (its meaning is not documented)";
    }
  }
}

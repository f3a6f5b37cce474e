package io.github.matting4j.bshm;

import io.github.matting4j.convert.Conversion;
import io.github.matting4j.convert.tensorflow.TensorFlowConverter;
import io.github.matting4j.convert.tensorflow.TensorFlowReport;
import io.github.matting4j.convert.tensorflow.UnsupportedGraphException;
import io.github.matting4j.convert.tensorflow.program.TensorFlowGraph;
import io.github.matting4j.graph.wire.MalformedGraphException;
import io.github.matting4j.hardware.Device;
import io.github.matting4j.hardware.DeviceChoice;
import io.github.matting4j.io.file.AtomicFile;
import io.github.matting4j.model.ModelLoadException;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.onnx.OnnxSession;
import io.github.matting4j.onnx.TensorSpec;
import io.github.matting4j.runtime.ModelFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Converts BSHM's published TensorFlow graph to ONNX, in Java, and compares the two on three
 * pictures where TensorFlow 1.15 can be loaded. {@link BshmProvider} does the same by itself where
 * it is needed; this is for keeping the result as a file.
 *
 * <p>The result takes pictures of any size and gives alpha of 0..255 as floats, before the graph
 * cuts it to whole levels. The same file gives the same bytes on every machine. Needs {@code
 * matting-onnx}. Immutable and thread-safe.
 */
public final class BshmConversion {
  static final String NOT_COMPARED =
      "the graph was converted to ONNX and not compared with TensorFlow 1.15, which cannot be"
          + " loaded here";

  /** The session that conversions are compared on. */
  static final OpenOptions CPU = OpenOptions.forLatency().device(DeviceChoice.prefer(Device.CPU));

  /** The most that a level of 0..255 may differ. */
  private static final double MAX_LEVELS = 2;

  /** The most that levels may differ in the mean. */
  private static final double MEAN_LEVELS = 0.02;

  private static final String OUTPUT = "output_alpha";

  private final String sha256;
  private final Optional<Comparison> comparison;
  private final List<String> warnings;

  private BshmConversion(String sha256, Optional<Comparison> comparison, List<String> warnings) {
    this.sha256 = sha256;
    this.comparison = comparison;
    this.warnings = warnings;
  }

  /**
   * How far the conversion is from TensorFlow 1.15, over all pictures.
   *
   * @param pictures how many there were
   * @param maxLevels the largest difference, in levels of 0..255
   * @param meanLevels the mean difference of the worst picture, in levels of 0..255
   */
  public record Comparison(int pictures, double maxLevels, double meanLevels) {
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "compared with TensorFlow 1.15 on %d pictures: at most %.4f of 255 apart, %.6f in the"
              + " mean",
          pictures,
          maxLevels,
          meanLevels);
    }
  }

  /**
   * Converts a graph and writes the result, atomically.
   *
   * @param graph the TensorFlow graph, typically {@code tf_graph.pb}
   * @param onnx the file to write; replaced if it exists
   * @param settings say where TensorFlow's native library is kept
   * @throws ModelLoadException if the file is not BSHM's graph, uses operations that cannot be
   *     converted, or the conversion differs from TensorFlow by more than 2 of 255 levels, or 0.02
   *     in the mean; nothing is written then
   * @throws IOException if the result cannot be written
   */
  public static BshmConversion convert(Path graph, Path onnx, BshmOptions settings)
      throws IOException {
    Source source = Source.of(ModelFile.inspect(graph));
    Path part = onnx.resolveSibling(".matting4j-bshm-" + UUID.randomUUID() + ".onnx");
    try {
      source.writeTo(part);
      BshmConversion done =
          source.checked(settings, () -> OnnxSession.open(ModelFile.inspect(part), CPU));
      AtomicFile.replace(part, onnx);
      return done;
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /** SHA-256 of the TensorFlow graph, 64 hexadecimal digits. */
  public String sourceSha256() {
    return sha256;
  }

  /** The comparison; empty if TensorFlow 1.15 cannot be loaded here. */
  public Optional<Comparison> comparison() {
    return comparison;
  }

  /** What a user should know, in plain sentences. */
  public List<String> warnings() {
    return warnings;
  }

  /** A graph of BSHM that is being converted; holds the bytes of its file. */
  static final class Source {
    private final ModelFile file;
    private final byte[] definition;
    private final TensorFlowGraph graph;
    private final String alpha;
    private final Conversion<TensorFlowReport> conversion;

    private Source(
        ModelFile file,
        byte[] definition,
        TensorFlowGraph graph,
        String alpha,
        Conversion<TensorFlowReport> conversion) {
      this.file = file;
      this.definition = definition;
      this.graph = graph;
      this.alpha = alpha;
      this.conversion = conversion;
    }

    /**
     * Reads and converts.
     *
     * @throws ModelLoadException if that cannot be done
     */
    static Source of(ModelFile file) {
      byte[] definition = TensorFlowEngine.read(file);
      GraphCheck.require(file.path(), definition, GraphSignature.BSHM);
      try {
        TensorFlowGraph graph = TensorFlowGraph.read(definition);
        if (!graph.sha256().equals(file.sha256())) {
          throw new ModelLoadException(
              file.path() + " changed while it was read; open it again when it is complete");
        }
        String alpha = AlphaCut.of(graph, GraphSignature.BSHM);
        return new Source(file, definition, graph, alpha, converter(graph, alpha).convert());
      } catch (MalformedGraphException | UnsupportedGraphException e) {
        throw new ModelLoadException(
            file.path() + " cannot be converted to ONNX: " + e.getMessage(), e);
      }
    }

    private static TensorFlowConverter converter(TensorFlowGraph graph, String tensor) {
      return TensorFlowConverter.of(graph)
          .output(tensor, OUTPUT)
          .inputShape(GraphSignature.BSHM.input(), -1, -1, 3);
    }

    void writeTo(Path target) throws IOException {
      conversion.writeTo(target);
    }

    byte[] toBytes() {
      ByteArrayOutputStream out = new ByteArrayOutputStream((int) file.bytes());
      try {
        conversion.writeTo(out);
      } catch (IOException e) {
        throw new IllegalStateException("an array cannot fail", e);
      }
      return out.toByteArray();
    }

    /**
     * Compares what was written with TensorFlow, if that can be loaded.
     *
     * @throws ModelLoadException if the two differ; names the first node that does
     */
    BshmConversion checked(BshmOptions settings, Supplier<OnnxSession> written) {
      Optional<String> reason = TensorFlowLibrary.unavailable(settings.nativeFolder());
      if (reason.isPresent()) {
        return new BshmConversion(file.sha256(), Optional.empty(), notes(reason));
      }
      String name = file.path().toString();
      try (ConversionCheck check = ConversionCheck.open(name, definition, GraphSignature.BSHM)) {
        ConversionCheck.Distance distance;
        try (OnnxSession session = written.get()) {
          distance = check.compare(alpha, session);
        }
        if (distance.max() > MAX_LEVELS || distance.mean() > MEAN_LEVELS) {
          throw differing(check, distance);
        }
        Comparison comparison =
            new Comparison(ProbePictures.all().size(), distance.max(), distance.mean());
        return new BshmConversion(file.sha256(), Optional.of(comparison), notes(reason));
      }
    }

    private List<String> notes(Optional<String> reason) {
      List<String> notes = new ArrayList<>(conversion.report().warnings());
      reason.ifPresent(why -> notes.add(0, NOT_COMPARED));
      return List.copyOf(notes);
    }

    private ModelLoadException differing(ConversionCheck check, ConversionCheck.Distance distance) {
      String first;
      try {
        first =
            check.firstDifference(
                converter(graph, alpha).order(), graph::inputs, this::intermediate);
      } catch (MalformedGraphException e) {
        throw new IllegalStateException("the graph was converted before", e);
      }
      return new ModelLoadException(
          String.format(
              Locale.ROOT,
              "the ONNX conversion of %s differs from TensorFlow 1.15 by up to %.3f of 255 levels"
                  + " (%.4f in the mean; at most %.0f and %.2f are accepted), first at the node '%s'"
                  + " (%s); run the graph on TensorFlow, and report this",
              file.path(),
              distance.max(),
              distance.mean(),
              MAX_LEVELS,
              MEAN_LEVELS,
              first,
              graph.operator(first).orElse("unknown")));
    }

    private Optional<OnnxSession> intermediate(String tensor) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      try {
        converter(graph, tensor).convert().writeTo(out);
      } catch (MalformedGraphException | UnsupportedGraphException | IOException e) {
        return Optional.empty();
      }
      OnnxSession session = OnnxSession.open(tensor, out.toByteArray(), CPU);
      if (session.outputs().get(0).type() == TensorSpec.ElementType.FLOAT) {
        return Optional.of(session);
      }
      session.close();
      return Optional.empty();
    }
  }
}

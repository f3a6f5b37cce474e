package io.github.matting4j.bshm;

import io.github.matting4j.convert.tensorflow.TensorFlowConverter;
import io.github.matting4j.model.ModelLoadException;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.onnx.OnnxSession;
import io.github.matting4j.onnx.cache.GraphCache;
import io.github.matting4j.runtime.ModelFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A frozen graph on ONNX Runtime. It is converted once; the result is kept in the folder of {@link
 * GraphCache}, by the file's hash, the converter's version and whether it was compared with
 * TensorFlow.
 */
final class ConvertedGraph {
  private static final System.Logger LOGGER =
      System.getLogger(ConvertedGraph.class.getPackageName());
  private static final String MAKER = "TensorFlow converter " + TensorFlowConverter.VERSION + ", ";

  private ConvertedGraph() {}

  /**
   * Opens a frozen graph.
   *
   * @throws ModelLoadException if it cannot be converted, or the conversion differs from TensorFlow
   */
  static OnnxEngine open(ModelFile file, OpenOptions options, BshmOptions settings) {
    GraphCache cache = GraphCache.ofThisJvm();
    GraphCache.Place compared = cache.portablePlace(file.sha256(), MAKER + "compared");
    Optional<Path> kept = compared.findFile();
    if (kept.isPresent()) {
      return kept(compared, kept.get(), file, options, settings, List.of());
    }
    boolean compares = TensorFlowLibrary.unavailable(settings.nativeFolder()).isEmpty();
    GraphCache.Place place =
        compares ? compared : cache.portablePlace(file.sha256(), MAKER + "not compared");
    kept = place.findFile(); // of another process, in the meantime
    if (kept.isEmpty()) {
      kept = convert(file, place, settings);
    }
    List<String> notes = compares ? List.of() : List.of(BshmConversion.NOT_COMPARED);
    return kept.isPresent()
        ? kept(place, kept.get(), file, options, settings, notes)
        : inMemory(file, options, settings, notes);
  }

  private static OnnxEngine kept(
      GraphCache.Place place,
      Path path,
      ModelFile file,
      OpenOptions options,
      BshmOptions settings,
      List<String> notes) {
    OnnxSession session = OnnxSession.open(OnnxSession.inspect(path), options);
    place.touch();
    return OnnxEngine.converted(session, file, settings.output(), notes);
  }

  /** The kept conversion; empty if none can be kept. */
  private static Optional<Path> convert(
      ModelFile file, GraphCache.Place place, BshmOptions settings) {
    try (GraphCache.Draft draft = place.draft()) {
      if (draft.part().isEmpty()) {
        return Optional.empty();
      }
      Path part = draft.part().get();
      BshmConversion.Source source = BshmConversion.Source.of(file);
      try {
        source.writeTo(part);
      } catch (IOException e) {
        LOGGER.log(System.Logger.Level.DEBUG, "cannot keep a conversion: {0}", e);
        return Optional.empty();
      }
      source.checked(settings, () -> OnnxSession.open(ModelFile.inspect(part), BshmConversion.CPU));
      draft.publish();
      return place.findFile();
    }
  }

  private static OnnxEngine inMemory(
      ModelFile file, OpenOptions options, BshmOptions settings, List<String> notes) {
    BshmConversion.Source source = BshmConversion.Source.of(file);
    byte[] model = source.toBytes();
    String name = file.path().toString();
    source.checked(settings, () -> OnnxSession.open(name, model, BshmConversion.CPU));
    OnnxSession session = OnnxSession.open(name, model, options);
    return OnnxEngine.converted(session, file, settings.output(), notes);
  }
}

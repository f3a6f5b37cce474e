package io.github.matting4j.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import io.github.matting4j.graph.GraphLimits;
import io.github.matting4j.graph.OnnxGraph;
import io.github.matting4j.graph.rewrite.GraphRewriter;
import io.github.matting4j.graph.wire.MalformedGraphException;
import io.github.matting4j.model.ModelIdentity.GraphOrigin;
import io.github.matting4j.model.ModelLoadException;
import io.github.matting4j.onnx.cache.GraphCache;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * Opens a model on the CPU, trying in order: the cached graph that an earlier JVM rewrote and
 * optimised for this machine, the graph rewritten now, the graph as it is. If one fails the next is
 * tried; only the failure of the last is thrown.
 *
 * <p>Two system properties, read at each opening, turn it off: {@value #REWRITE} and {@value
 * #CACHE}, both {@code off}. The former may be {@code large}, so that files above 128 MB are
 * rewritten too. The latter may name another folder instead of {@code ~/.matting4j/cache}. Cached
 * graphs are used only if this user wrote them, see {@link GraphCache}.
 *
 * @param rewrites whether graphs are rewritten
 * @param cache where optimised graphs are kept
 */
record GraphTuning(boolean rewrites, GraphCache cache) {
  static final String REWRITE = "matting4j.graph.rewrite";
  static final String CACHE = GraphCache.FOLDER;

  private static final String OFF = "off";

  /** Value of {@link #REWRITE}: larger files too. */
  private static final String LARGE = "large";

  private static final System.Logger LOGGER = System.getLogger(GraphTuning.class.getPackageName());

  /** Smaller models open and run fast without rewriting. */
  private static final long SMALLEST = 1 << 20;

  /**
   * Rewriting holds a model several times on the heap. Larger files are rewritten only when asked
   * for, never by the size of the heap: the mattes would depend on it.
   */
  private static final long LARGEST = ModelSource.MAX_IN_MEMORY;

  /** When asked for: arrays cannot be much larger. */
  private static final long LARGEST_ON_REQUEST = 1 << 30;

  /** Bytes of the largest file that is rewritten. */
  static long largest() {
    return LARGE.equals(System.getProperty(REWRITE)) ? LARGEST_ON_REQUEST : LARGEST;
  }

  /** As the system properties say. */
  static GraphTuning ofThisJvm() {
    return new GraphTuning(!OFF.equals(System.getProperty(REWRITE)), GraphCache.ofThisJvm());
  }

  /** Something that can be given to the engine. */
  interface Graph {
    OrtSession open(OrtEnvironment environment, OrtSession.SessionOptions options)
        throws OrtException;
  }

  /**
   * Opens a graph of a model, and writes the engine's optimised graph to a file if one is given.
   */
  interface Opener {
    OnnxSession open(
        ModelSource model,
        Graph graph,
        GraphOrigin origin,
        OptLevel level,
        Optional<Path> optimised)
        throws OrtException;
  }

  /** Opens a model by the first of these that works. */
  OnnxSession open(ModelSource model, Opener opener) throws OrtException {
    if (model.isWithin(SMALLEST, largest())) {
      Optional<OnnxSession> kept = kept(model, opener);
      if (kept.isPresent()) {
        return kept.get();
      }
    }
    ModelSource pinned = model.pinned();
    if (pinned.size() <= largest()) {
      refuseExcess(pinned);
    }
    return pinned.isWithin(SMALLEST, largest()) ? tuned(pinned, opener) : asItIs(pinned, opener);
  }

  /**
   * Opens the cached graph by its path: given from memory, it would be copied twice. Empty if there
   * is none that can be used.
   */
  private Optional<OnnxSession> kept(ModelSource model, Opener opener) {
    GraphCache.Place place = place(model);
    Optional<GraphCache.Kept> kept = place.find();
    if (kept.isEmpty()) {
      return Optional.empty();
    }
    try {
      OnnxSession session =
          opener.open(
              model,
              (env, options) -> open(kept.get(), env, options),
              GraphOrigin.KEPT_COPY,
              OptLevel.NO_OPT,
              Optional.empty());
      place.touch();
      return Optional.of(session);
    } catch (OrtException e) {
      LOGGER.log(System.Logger.Level.DEBUG, "cannot use " + kept.get().file(), e);
      return Optional.empty();
    }
  }

  private static OrtSession open(
      GraphCache.Kept kept, OrtEnvironment environment, OrtSession.SessionOptions options)
      throws OrtException {
    OrtSession session = environment.createSession(kept.file().toString(), options);
    if (!kept.isUnchanged()) {
      session.close();
      throw new OrtException(kept.file() + " changed while it was being opened");
    }
    return session;
  }

  /** Opens the graph that is made now, and keeps it. */
  private OnnxSession tuned(ModelSource model, Opener opener) throws OrtException {
    Optional<Tuned> tuned = tuned(model);
    if (tuned.isEmpty()) {
      return asItIs(model, opener);
    }
    try (GraphCache.Draft draft = place(model).draft()) {
      byte[] bytes = tuned.get().graph;
      OnnxSession session =
          opener.open(
              model,
              (env, options) -> env.createSession(bytes, options),
              tuned.get().origin,
              OptLevel.ALL_OPT,
              draft.part());
      publish(draft, model);
      return session;
    } catch (OrtException e) {
      LOGGER.log(System.Logger.Level.DEBUG, "cannot use the rewritten " + model.name(), e);
      return asItIs(model, opener);
    }
  }

  /** With what is said of the model's integers, so that the model need not be read for it. */
  private static void publish(GraphCache.Draft draft, ModelSource model) {
    try {
      draft.note(
          QuantisedWeights.INTEGER_NODES,
          QuantisedWeights.integerNodes(OnnxGraph.parse(model.bytes())));
      draft.publish();
    } catch (IOException | MalformedGraphException e) {
      LOGGER.log(System.Logger.Level.DEBUG, "cannot keep the graph of " + model.name(), e);
    }
  }

  private GraphCache.Place place(ModelSource model) {
    return cache.place(model.sha256(), maker());
  }

  private static OnnxSession asItIs(ModelSource model, Opener opener) throws OrtException {
    return opener.open(model, model::open, GraphOrigin.FILE, OptLevel.ALL_OPT, Optional.empty());
  }

  /**
   * Rejects a model for which the engine would allocate far more memory than its file size
   * suggests.
   */
  private static void refuseExcess(ModelSource model) {
    Optional<String> excess;
    try {
      excess = GraphLimits.excess(model.bytes());
    } catch (IOException | MalformedGraphException e) {
      return; // the engine will say so
    }
    if (excess.isPresent()) {
      throw new ModelLoadException(model.name() + " " + excess.get());
    }
  }

  /** What a kept graph depends on in addition to the model and the machine. */
  private String maker() {
    return "ONNX Runtime "
        + OrtEnvironment.getEnvironment().getVersion()
        + (rewrites ? ", rewriting " + GraphRewriter.VERSION : ", as it is");
  }

  /** A graph to open and to keep. */
  private static final class Tuned {
    final byte[] graph;
    final GraphOrigin origin;

    Tuned(byte[] graph, GraphOrigin origin) {
      this.graph = graph;
      this.origin = origin;
    }
  }

  /** Empty if the model must be opened where it is. */
  private Optional<Tuned> tuned(ModelSource model) {
    try {
      byte[] bytes = model.bytes();
      Optional<byte[]> graph =
          rewrites ? GraphRewriter.rewrite(bytes) : Optional.of(bytes).filter(GraphTuning::isPlain);
      return graph.map(
          g -> new Tuned(g, Arrays.equals(g, bytes) ? GraphOrigin.FILE : GraphOrigin.REWRITTEN));
    } catch (IOException | MalformedGraphException e) {
      LOGGER.log(System.Logger.Level.DEBUG, "cannot rewrite " + model.name(), e);
      return Optional.empty();
    }
  }

  private static boolean isPlain(byte[] bytes) {
    try {
      return OnnxGraph.parse(bytes).isPlain();
    } catch (MalformedGraphException e) {
      return false; // the engine will say so
    }
  }
}

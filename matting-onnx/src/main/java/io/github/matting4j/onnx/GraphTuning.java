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
 * #CACHE}, both {@code off}. The latter may name another folder instead of {@code
 * ~/.matting4j/cache}. Cached graphs are used only if this user wrote them, see {@link GraphCache}.
 *
 * @param rewrites whether graphs are rewritten
 * @param cache where optimised graphs are kept
 */
record GraphTuning(boolean rewrites, GraphCache cache) {
  static final String REWRITE = "matting4j.graph.rewrite";
  static final String CACHE = GraphCache.FOLDER;

  private static final String OFF = "off";
  private static final System.Logger LOGGER = System.getLogger(GraphTuning.class.getPackageName());

  /** Smaller models open and run fast without rewriting. */
  private static final long SMALLEST = 1 << 20;

  /** Rewriting holds a model twice; larger ones take seconds to run and gain little. */
  private static final long LARGEST = ModelSource.MAX_IN_MEMORY;

  /** As the system properties say. */
  static GraphTuning ofThisJvm() {
    return new GraphTuning(!OFF.equals(System.getProperty(REWRITE)), GraphCache.ofThisJvm());
  }

  /** Something that can be given to the engine. */
  interface Graph {
    OrtSession open(OrtEnvironment environment, OrtSession.SessionOptions options)
        throws OrtException;
  }

  /** Opens a graph, and writes the engine's optimised graph to a file if one is given. */
  interface Opener {
    OnnxSession open(Graph graph, GraphOrigin origin, OptLevel level, Optional<Path> optimised)
        throws OrtException;
  }

  /** Opens a model by the first of these that works. */
  OnnxSession open(ModelSource model, Opener opener) throws OrtException {
    if (model.size() < SMALLEST) {
      refuseExcess(model);
    }
    if (model.size() < SMALLEST || model.size() > LARGEST) {
      return asItIs(model, opener);
    }
    GraphCache.Place place = cache.place(model.sha256(), maker());
    Optional<GraphCache.Kept> kept = place.find();
    if (kept.isPresent()) {
      try {
        byte[] graph = kept.get().graph();
        OnnxSession session =
            opener.open(
                (env, options) -> env.createSession(graph, options),
                GraphOrigin.KEPT_COPY,
                OptLevel.NO_OPT,
                Optional.empty());
        place.touch();
        return session;
      } catch (OrtException e) {
        LOGGER.log(System.Logger.Level.DEBUG, "cannot use " + kept.get().file(), e);
      }
    }
    refuseExcess(model);
    Optional<Tuned> tuned = tuned(model);
    if (tuned.isEmpty()) {
      return asItIs(model, opener);
    }
    try (GraphCache.Draft draft = place.draft()) {
      byte[] bytes = tuned.get().graph;
      OnnxSession session =
          opener.open(
              (env, options) -> env.createSession(bytes, options),
              tuned.get().origin,
              OptLevel.ALL_OPT,
              draft.part());
      draft.publish();
      return session;
    } catch (OrtException e) {
      LOGGER.log(System.Logger.Level.DEBUG, "cannot use the rewritten " + model.name(), e);
      return asItIs(model, opener);
    }
  }

  private static OnnxSession asItIs(ModelSource model, Opener opener) throws OrtException {
    return opener.open(model::open, GraphOrigin.FILE, OptLevel.ALL_OPT, Optional.empty());
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

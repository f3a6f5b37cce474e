package io.github.matting4j;

import io.github.matting4j.advise.MattingAdvisor;
import io.github.matting4j.advise.Recommendation;
import io.github.matting4j.criteria.Goal;
import io.github.matting4j.criteria.MattingCriteria;
import io.github.matting4j.model.Availability;
import io.github.matting4j.model.DeviceUnavailableException;
import io.github.matting4j.model.MattingCancelledException;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.MattingModelProvider;
import io.github.matting4j.model.ModelLoadException;
import io.github.matting4j.model.ModelLoadTimeoutException;
import io.github.matting4j.model.NoSuitableModelException;
import io.github.matting4j.model.OpenOptions;
import java.util.List;
import java.util.function.Consumer;

/**
 * Lists, recommends and opens matting models.
 *
 * <p>The static methods {@link #list()}, {@link #open(String)}, {@link #openFirst()}, {@link
 * #advise(MattingCriteria)} and {@link #select(MattingCriteria)} are for the models of every
 * backend on the class path or module path, with default options; each call searches again. For
 * options of your own take {@link #discovered()}, and for backends registered by hand {@link
 * #of(MattingModelProvider...)}:
 *
 * <pre>{@code
 * try (MattingModel model = MattingModels.discovered().openFirst(OpenOptions.forThroughput())) {
 *   ...
 * }
 * }</pre>
 *
 * <p>A model id belongs to the first backend that lists it; a later backend's model of the same id
 * is listed as broken. A backend that fails is listed as broken, too, with a remedy; listing never
 * throws because of it.
 *
 * <p>Instances are immutable and thread-safe. They fix the set of backends; which models can be
 * opened is looked up at each call, so that a model installed meanwhile is found. Nothing but
 * opening touches native code.
 */
public sealed interface MattingModels permits ModelRegistry {

  /** The models of the backends that {@link java.util.ServiceLoader} finds now. */
  static MattingModels discovered() {
    return ModelRegistry.discovered();
  }

  /** The models of these backends only; the order decides between equal ids. */
  static MattingModels of(MattingModelProvider... providers) {
    return ModelRegistry.of(providers);
  }

  /** Every known model, and whether it can be opened with {@link OpenOptions#forLatency}. */
  static List<ModelStatus> list() {
    return discovered().list(OpenOptions.forLatency());
  }

  /**
   * Opens the model of this id with {@link OpenOptions#forLatency}: one run at a time, on all
   * cores. Otherwise as {@link #open(String, OpenOptions)}.
   */
  static MattingModel open(String id) {
    return discovered().open(id, OpenOptions.forLatency());
  }

  /**
   * Opens the first model that is ready, with {@link OpenOptions#forLatency}. Otherwise as {@link
   * #openFirst(OpenOptions)}.
   */
  static MattingModel openFirst() {
    return discovered().openFirst(OpenOptions.forLatency());
  }

  /** Recommends a model for these criteria, as {@link #advise(MattingCriteria, OpenOptions)}. */
  static Recommendation advise(MattingCriteria criteria) {
    return discovered().advise(criteria, OpenOptions.forLatency());
  }

  /**
   * Opens the model recommended for these criteria among those that can be opened here: with {@link
   * OpenOptions#forThroughput} for {@link Goal#HIGH_THROUGHPUT}, and so for {@link
   * MattingCriteria#batch}, else with {@link OpenOptions#forLatency}. Otherwise as {@link
   * #select(MattingCriteria, OpenOptions)}.
   *
   * @throws NoSuitableModelException if no model can be used or opened
   */
  static MattingModel select(MattingCriteria criteria) {
    return discovered().select(criteria, ModelRegistry.optionsFor(criteria));
  }

  /** These models and those of one more backend, after the others. */
  MattingModels with(MattingModelProvider provider);

  /**
   * Every model of every backend with its availability: official ones first, in the order of their
   * backend's preference, then the starter, then backends that are broken.
   *
   * @param options which model folder is searched, for which device
   */
  List<ModelStatus> list(OpenOptions options);

  /**
   * Whether the model of this id can be opened.
   *
   * @throws IllegalArgumentException if no backend has a model of this id
   */
  Availability probe(String id, OpenOptions options);

  /**
   * Opens the model of this id. The caller closes it.
   *
   * @throws IllegalArgumentException if no backend has a model of this id; the message lists the
   *     known ones
   * @throws ModelLoadException if it is not installed or cannot be opened; the message has the
   *     remedy
   * @throws DeviceUnavailableException if the options require a device that does not work
   * @throws ModelLoadTimeoutException if that takes longer than {@link OpenOptions#openTimeout}
   * @throws MattingCancelledException if the calling thread is interrupted
   */
  MattingModel open(String id, OpenOptions options);

  /**
   * Opens the first model of {@link #list(OpenOptions)} that is ready: an official one if any is
   * installed, else the starter. The caller closes it.
   *
   * @throws ModelLoadException if none is ready, or the first cannot be opened; the message says
   *     what each one lacks
   * @throws IllegalArgumentException if the options name a model file, which belongs to one model
   * @throws MattingCancelledException if the calling thread is interrupted
   */
  MattingModel openFirst(OpenOptions options);

  /** Recommends a model for these criteria, with the standard rules, considering what is here. */
  Recommendation advise(MattingCriteria criteria, OpenOptions options);

  /** As {@link #advise(MattingCriteria, OpenOptions)}, with another advisor. */
  Recommendation advise(MattingAdvisor advisor, MattingCriteria criteria, OpenOptions options);

  /**
   * Opens the model that the standard advisor recommends among those that can be opened here. The
   * caller closes it. If it cannot be opened, the next usable one is, and every result's report
   * says so in its warnings. With {@link MattingCriteria.Builder#fallbacks} the model runs further
   * candidates when a result raises a quality flag, and its reports say so.
   *
   * @throws NoSuitableModelException if none can be used or opened; its message is the whole
   *     recommendation and why each one failed, its suppressed exceptions are the failures
   * @throws DeviceUnavailableException if the criteria require a device that does not work
   * @throws IllegalArgumentException if the options name a model file, which belongs to one model
   * @throws MattingCancelledException if the calling thread is interrupted while a model is opened
   */
  MattingModel select(MattingCriteria criteria, OpenOptions options);

  /**
   * As {@link #select(MattingCriteria, OpenOptions)}, for a recommendation that was made before.
   */
  MattingModel select(Recommendation advice, OpenOptions options);

  /**
   * As {@link #select(Recommendation, OpenOptions)}, reporting failures as they happen.
   *
   * @param onFailure gets a line for each model that could not be opened: which and why; called on
   *     the calling thread
   */
  MattingModel select(Recommendation advice, OpenOptions options, Consumer<String> onFailure);
}

package io.github.matting4j;

import io.github.matting4j.advise.Recommendation;
import io.github.matting4j.criteria.Goal;
import io.github.matting4j.criteria.MattingCriteria;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.ModelLoadException;
import io.github.matting4j.model.NoSuitableModelException;
import io.github.matting4j.model.OpenOptions;
import java.util.List;

/**
 * The models of every backend on the class path. For backends registered by hand see {@link
 * ModelRegistry#of}.
 *
 * <p>Thread-safe. Each call looks afresh, so that a model installed meanwhile is found.
 */
public final class MattingModels {
  private MattingModels() {}

  /** Every known model, and whether it can be opened here; nothing is opened. */
  public static List<ModelStatus> list() {
    return list(OpenOptions.forLatency());
  }

  /** Every known model, and whether it could be opened with these options; nothing is opened. */
  public static List<ModelStatus> list(OpenOptions options) {
    return ModelRegistry.discovered().list(options);
  }

  /** Opens a model for one caller at a time. Otherwise as {@link #open(String, OpenOptions)}. */
  public static MattingModel open(String id) {
    return open(id, OpenOptions.forLatency());
  }

  /**
   * Opens a model. The caller closes it.
   *
   * @throws IllegalArgumentException if there is no model of this id
   * @throws ModelLoadException if it is not here or cannot be opened; the message says what to do
   */
  public static MattingModel open(String id, OpenOptions options) {
    return ModelRegistry.discovered().open(id, options);
  }

  /**
   * Opens the best installed model: an official one if there is any, else the starter. The caller
   * closes it.
   *
   * @throws ModelLoadException if there is none
   */
  public static MattingModel openFirst(OpenOptions options) {
    return ModelRegistry.discovered().openFirst(options);
  }

  /**
   * Advises what to use for these criteria, with an eye on what is installed. Nothing is opened, no
   * native code is loaded.
   */
  public static Recommendation advise(MattingCriteria criteria) {
    return ModelRegistry.discovered().advise(criteria, OpenOptions.forLatency());
  }

  /**
   * Opens the best model for these criteria that is really usable here. The caller closes it. If it
   * cannot be opened, the next one is, and the warnings of its reports say so; see {@link
   * ModelRegistry#select(MattingCriteria, OpenOptions)}. For {@link Goal#HIGH_THROUGHPUT}, and so
   * for {@link MattingCriteria#batch}, it is opened for many callers ({@link
   * OpenOptions#forThroughput}), otherwise for one.
   *
   * @throws NoSuitableModelException if there is none; its message is the whole advice, and why
   *     what was tried could not be opened
   */
  public static MattingModel select(MattingCriteria criteria) {
    return ModelRegistry.discovered().select(criteria);
  }

  /** As {@link #select(MattingCriteria)}, opened with these options. */
  public static MattingModel select(MattingCriteria criteria, OpenOptions options) {
    return ModelRegistry.discovered().select(criteria, options);
  }
}

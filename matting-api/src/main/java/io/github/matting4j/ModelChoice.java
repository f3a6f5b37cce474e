package io.github.matting4j;

import io.github.matting4j.criteria.MattingCriteria;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.MattingResult;
import io.github.matting4j.model.OpenOptions;
import java.util.Objects;
import java.util.Optional;

/** Which model makes the matte of a {@link Matting.CutOut}. Implementations are immutable. */
@FunctionalInterface
interface ModelChoice {

  /**
   * Runs the model, opening and closing it unless the caller gave an open one.
   *
   * @param options how to open it; empty for the options that suit the choice
   */
  MattingResult run(ArgbImage photo, Optional<OpenOptions> options);

  /** The first model that is ready. */
  static ModelChoice first() {
    return opened(
        options ->
            MattingModels.discovered().openFirst(options.orElseGet(OpenOptions::forLatency)));
  }

  /** The model of this id. */
  static ModelChoice ofId(String id) {
    Objects.requireNonNull(id, "id");
    return opened(
        options -> MattingModels.discovered().open(id, options.orElseGet(OpenOptions::forLatency)));
  }

  /** The model recommended for these criteria. */
  static ModelChoice recommended(MattingCriteria criteria) {
    Objects.requireNonNull(criteria, "criteria");
    return opened(
        options ->
            MattingModels.discovered()
                .select(criteria, options.orElseGet(() -> ModelRegistry.optionsFor(criteria))));
  }

  /** An open model, which stays open. */
  static ModelChoice given(MattingModel model) {
    Objects.requireNonNull(model, "model");
    return (photo, options) -> model.run(photo);
  }

  private static ModelChoice opened(Opener opener) {
    return (photo, options) -> {
      try (MattingModel model = opener.open(options)) {
        return model.run(photo);
      }
    };
  }

  /** Opens a model. */
  @FunctionalInterface
  interface Opener {
    MattingModel open(Optional<OpenOptions> options);
  }
}

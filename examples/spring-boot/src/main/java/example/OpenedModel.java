package example;

import io.github.matting4j.MattingModels;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.ModelLoad;
import io.github.matting4j.model.OpenOptions;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** The one model of the process. Opened in the background; the health tells when it is ready. */
@Component
class OpenedModel implements HealthIndicator, AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(OpenedModel.class);

  private final CompletableFuture<MattingModel> model;

  OpenedModel(CutOutSettings settings) {
    OpenOptions options = OpenOptions.forThroughput().callers(settings.effectiveSlots());
    model = CompletableFuture.supplyAsync(() -> open(options), ForkJoinPool.commonPool());
  }

  private static MattingModel open(OpenOptions options) {
    MattingModel opened = MattingModels.discovered().openFirst(options);
    LOGGER.info("opened {}", opened.descriptor().id());
    return opened;
  }

  /** The model; waits until it is opened. */
  MattingModel get() {
    return model.join();
  }

  /** What it is doing; nothing until it is opened, and where that failed. */
  Optional<ModelLoad> load() {
    return model.isDone() && !model.isCompletedExceptionally()
        ? Optional.of(get().load())
        : Optional.empty();
  }

  @Override
  public Health health() {
    if (!model.isDone()) {
      return Health.outOfService().withDetail("model", "is being opened").build();
    }
    if (model.isCompletedExceptionally()) {
      return Health.down(model.handle((opened, failure) -> failure).join()).build();
    }
    ModelLoad load = get().load();
    return Health.up()
        .withDetail("model", get().descriptor().id())
        .withDetail("load", load)
        .build();
  }

  @Override
  public void close() {
    model.thenAccept(MattingModel::close);
  }
}

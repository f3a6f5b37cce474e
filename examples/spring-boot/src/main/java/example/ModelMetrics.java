package example;

import io.github.matting4j.model.ModelLoad;
import io.github.matting4j.model.RunReport;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.function.ToIntFunction;
import org.springframework.stereotype.Component;

/**
 * What the model does, for Micrometer: runs in progress, callers that wait, how many runs there may
 * be, and the time of each. Statuses and times of requests are Spring's {@code
 * http.server.requests}.
 */
@Component
class ModelMetrics {
  private final MeterRegistry registry;

  ModelMetrics(MeterRegistry registry, OpenedModel model) {
    this.registry = registry;
    gauge("matting.running", model, ModelLoad::running);
    gauge("matting.waiting", model, ModelLoad::waiting);
    gauge("matting.capacity", model, ModelLoad::capacity);
  }

  private void gauge(String name, OpenedModel model, ToIntFunction<ModelLoad> value) {
    Gauge.builder(name, model, m -> m.load().map(value::applyAsInt).orElse(0)).register(registry);
  }

  /** Counts a run that ended well. */
  void ran(RunReport report) {
    Timer.builder("matting.run")
        .tag("model", report.modelId())
        .tag("device", report.device().toString())
        .register(registry)
        .record(report.total());
  }
}

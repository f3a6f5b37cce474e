package io.github.matting4j.spark;

import io.github.matting4j.MattingModels;
import io.github.matting4j.hardware.Device;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.OpenOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkEnv;

/**
 * The models that this JVM has opened for Spark: each once, shared by all tasks, closed when the
 * JVM ends. Thread-safe.
 */
final class ExecutorModels {
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);
  private static final ConcurrentHashMap<Key, MattingModel> OPEN = new ConcurrentHashMap<>();
  private static final AtomicLong OPENED = new AtomicLong();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(ExecutorModels::closeAll, "matting4j-close"));
  }

  private ExecutorModels() {}

  private record Key(ModelSource source, Device device) {}

  /**
   * The model, opened if it is not yet.
   *
   * @throws io.github.matting4j.model.ModelLoadException if it cannot be opened, or is not the
   *     driver's
   */
  static MattingModel get(ModelSource source, Device device) {
    return OPEN.computeIfAbsent(new Key(source, device), ExecutorModels::open);
  }

  private static MattingModel open(Key key) {
    SparkConf conf = SparkEnv.get().conf();
    OpenOptions options =
        OpenOptions.forThroughput()
            .callers(ExecutorResources.slots(conf, Runtime.getRuntime().availableProcessors()))
            .threads(ExecutorResources.threads(conf))
            .closeTimeout(CLOSE_TIMEOUT);
    MattingModel model =
        MattingModels.discovered()
            .open(key.source().id(), key.source().applyTo(options, key.device()));
    try {
      key.source().require(model.identity());
    } catch (RuntimeException e) {
      model.close();
      throw e;
    }
    OPENED.incrementAndGet();
    return model;
  }

  /** How many models were opened since the JVM started. */
  static long opened() {
    return OPENED.get();
  }

  /** Closes all models; waits for runs in progress, up to 5 seconds each. */
  static void closeAll() {
    List<Key> keys = new ArrayList<>(OPEN.keySet());
    for (Key key : keys) {
      MattingModel model = OPEN.remove(key);
      if (model != null) {
        model.close();
      }
    }
  }
}

package io.github.matting4j.spark;

import io.github.matting4j.model.ModelDescriptor;
import io.github.matting4j.model.figures.Engine;
import io.github.matting4j.model.figures.Quantity;
import io.github.matting4j.model.figures.SizeRule;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.spark.SparkConf;
import org.apache.spark.network.util.JavaUtils;

/**
 * The memory outside the heap that an executor needs: the engine, the weights once, and the buffers
 * of as many runs as there are task slots. In MiB:
 *
 * <pre>
 * 256 + file + slots x (peak - file - 60) x scale
 * </pre>
 *
 * where {@code peak} is the peak of a process with one run, {@code file} the size of the weights,
 * 60 a JVM without work, and {@code scale} the pixels of the network's picture of a 1920x1080
 * photo, relative to those of the figures. 256 is for the JVM itself: threads, code, metaspace.
 */
final class MemoryOverhead {
  private static final double JVM = 256;
  private static final double IDLE_PROCESS = 60;
  private static final int USUAL_WIDTH = 1920;
  private static final int USUAL_HEIGHT = 1080;

  private MemoryOverhead() {}

  /** The MiB that the model needs outside the heap; empty if it has no published figures. */
  static OptionalLong needed(ModelDescriptor model, int slots) {
    if (model.engines().isEmpty()) {
      return OptionalLong.empty();
    }
    Engine engine = model.engines().get(0);
    double peak = model.value(Quantity.MEMORY, engine).orElse(Double.NaN);
    double file = model.value(Quantity.FILE, engine).orElse(0) * 1e6 / (1 << 20);
    double reference = model.value(Quantity.REFERENCE_PIXELS, engine).orElse(Double.NaN);
    Optional<SizeRule> rule = model.sizeRule();
    double scale =
        rule.isPresent()
            ? rule.get().networkPixels(USUAL_WIDTH, USUAL_HEIGHT) / reference
            : Double.NaN;
    double run = Math.max(0, peak - file - IDLE_PROCESS) * scale;
    return Double.isNaN(run)
        ? OptionalLong.empty()
        : OptionalLong.of((long) Math.ceil(JVM + file + slots * run));
  }

  /** The MiB that Spark reserves; as its cluster managers compute it. */
  static long reserved(SparkConf conf) {
    Optional<String> set = option(conf, "spark.executor.memoryOverhead");
    if (set.isPresent()) {
      return JavaUtils.byteStringAsMb(set.get());
    }
    long heap = JavaUtils.byteStringAsMb(conf.get("spark.executor.memory", "1g"));
    long least = JavaUtils.byteStringAsMb(conf.get("spark.executor.minMemoryOverhead", "384m"));
    double share =
        conf.getDouble(
            "spark.executor.memoryOverheadFactor",
            conf.getDouble("spark.kubernetes.memoryOverheadFactor", 0.1));
    return Math.max(least, (long) (share * heap));
  }

  private static Optional<String> option(SparkConf conf, String key) {
    return conf.contains(key) ? Optional.of(conf.get(key)) : Optional.empty();
  }

  /** Whether an executor that uses more is killed, or the user set a limit. */
  private static boolean isLimited(SparkConf conf) {
    String master = conf.get("spark.master", "");
    return !master.startsWith("local")
        && (master.startsWith("yarn")
            || master.startsWith("k8s")
            || conf.contains("spark.executor.memoryOverhead"));
  }

  /**
   * Compares the two.
   *
   * @throws IllegalArgumentException if too little is reserved
   */
  static void check(SparkConf conf, ModelDescriptor model, int slots) {
    OptionalLong needed = needed(model, slots);
    if (needed.isPresent() && isLimited(conf) && reserved(conf) < needed.getAsLong()) {
      throw new IllegalArgumentException(
          "an executor reserves "
              + reserved(conf)
              + " MiB outside its heap, and "
              + model.id()
              + " needs about "
              + needed.getAsLong()
              + " MiB for "
              + slots
              + (slots == 1 ? " task" : " tasks at a time")
              + "; set spark.executor.memoryOverhead to "
              + needed.getAsLong()
              + "m or more, or spark.executor.cores to fewer");
    }
  }
}

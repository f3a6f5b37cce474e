package io.github.matting4j.spark;

import io.github.matting4j.hardware.Device;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;
import org.apache.spark.resource.ResourceInformation;
import org.jspecify.annotations.Nullable;

/** What an executor offers a task. Stateless. */
final class ExecutorResources {
  private static final Pattern LOCAL = Pattern.compile("local\\[(\\d+)(?:,.*)?]");

  private ExecutorResources() {}

  /**
   * How many tasks run at a time in this executor: its cores, divided by those of a task.
   *
   * @param processors of this JVM, for an executor that takes every core of its worker
   */
  static int slots(SparkConf conf, int processors) {
    return Math.max(1, cores(conf, processors) / Math.max(1, conf.getInt("spark.task.cpus", 1)));
  }

  /** The engine's threads for each task: the cores of a task. */
  static int threads(SparkConf conf) {
    return Math.max(1, conf.getInt("spark.task.cpus", 1));
  }

  private static int cores(SparkConf conf, int processors) {
    String master = conf.get("spark.master", "");
    Matcher local = LOCAL.matcher(master);
    if (local.matches()) {
      return Integer.parseInt(local.group(1));
    }
    boolean one = master.equals("local") || master.startsWith("yarn") || master.startsWith("k8s");
    return master.startsWith("local[") // each processor
        ? processors
        : conf.getInt("spark.executor.cores", one ? 1 : processors);
  }

  /** The heap for photos: what Spark's own memory (storage and execution) leaves of it, bytes. */
  static long heapForPhotos(SparkConf conf, long maxHeap) {
    double sparks = Math.min(0.9, Math.max(0, conf.getDouble("spark.memory.fraction", 0.6)));
    return Math.max(1, (long) ((1 - sparks) * maxHeap));
  }

  /**
   * The device of a task: the one asked for, else the first GPU that Spark gave the task, else the
   * CPU.
   *
   * @param resources of the task
   */
  static Device device(@Nullable String asked, Map<String, ResourceInformation> resources) {
    if (asked != null) {
      return Device.parse(asked);
    }
    return Optional.ofNullable(resources.get("gpu"))
        .map(ResourceInformation::addresses)
        .filter(addresses -> addresses.length > 0)
        .map(addresses -> gpu(addresses[0]))
        .orElse(Device.CPU);
  }

  /**
   * The device of a GPU resource's address.
   *
   * @throws IllegalArgumentException if the address is not an index
   */
  static Device gpu(String address) {
    if (!address.matches("[0-9]{1,3}")) {
      throw new IllegalArgumentException(
          "the GPU's address is '"
              + address
              + "'; let the discovery script give indices such as 0, as Spark's own does");
    }
    return Device.cuda(Integer.parseInt(address));
  }
}

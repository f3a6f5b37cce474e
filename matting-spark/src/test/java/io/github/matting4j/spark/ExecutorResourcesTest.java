package io.github.matting4j.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.matting4j.MattingModels;
import io.github.matting4j.hardware.Device;
import io.github.matting4j.model.ModelDescriptor;
import io.github.matting4j.model.ModelLoadException;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.testing.RunReports;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.resource.ResourceInformation;
import org.junit.jupiter.api.Test;

class ExecutorResourcesTest {
  private static SparkConf conf(String... keysAndValues) {
    SparkConf conf = new SparkConf(false);
    for (int i = 0; i < keysAndValues.length; i += 2) {
      conf.set(keysAndValues[i], keysAndValues[i + 1]);
    }
    return conf;
  }

  @Test
  void slotsAreCoresByTaskCores() {
    assertThat(ExecutorResources.slots(conf("spark.master", "local[3]"), 8)).isEqualTo(3);
    assertThat(ExecutorResources.slots(conf("spark.master", "local[3,4]"), 8)).isEqualTo(3);
    assertThat(ExecutorResources.slots(conf("spark.master", "local[*]"), 8)).isEqualTo(8);
    assertThat(ExecutorResources.slots(conf("spark.master", "local"), 8)).isEqualTo(1);
    assertThat(ExecutorResources.slots(conf("spark.master", "yarn"), 8)).isEqualTo(1);
    assertThat(ExecutorResources.slots(conf("spark.master", "spark://x:7077"), 8)).isEqualTo(8);
    SparkConf cluster = conf("spark.master", "yarn", "spark.executor.cores", "6");
    assertThat(ExecutorResources.slots(cluster, 64)).isEqualTo(6);
    cluster.set("spark.task.cpus", "4");
    assertThat(ExecutorResources.slots(cluster, 64)).isEqualTo(1);
    assertThat(ExecutorResources.threads(cluster)).isEqualTo(4);
  }

  @Test
  void photosGetTheHeapThatSparkLeaves() {
    assertThat(ExecutorResources.heapForPhotos(conf(), 1000)).isEqualTo(400);
    assertThat(ExecutorResources.heapForPhotos(conf("spark.memory.fraction", "0.25"), 1000))
        .isEqualTo(750);
  }

  @Test
  void aGpusAddressIsItsIndex() {
    assertThat(ExecutorResources.gpu("2")).isEqualTo(Device.cuda(2));
    assertThatThrownBy(() -> ExecutorResources.gpu("GPU-8d2a"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'GPU-8d2a'")
        .hasMessageContaining("indices");
    assertThat(ExecutorResources.device(null, Map.of())).isEqualTo(Device.CPU);
    Map<String, ResourceInformation> gpus =
        Map.of("gpu", new ResourceInformation("gpu", new String[] {"3", "5"}));
    assertThat(ExecutorResources.device(null, gpus)).isEqualTo(Device.cuda(3));
    assertThat(ExecutorResources.device("cuda:1", gpus)).isEqualTo(Device.cuda(1));
  }

  private static ModelDescriptor model(String id) {
    return MattingModels.discovered().list(OpenOptions.forLatency()).stream()
        .filter(status -> status.id().equals(id))
        .findFirst()
        .orElseThrow()
        .descriptor()
        .orElseThrow();
  }

  @Test
  void tooLittleMemoryOutsideTheHeapIsRefused() {
    ModelDescriptor model = model("pp-matting-512");
    long one = MemoryOverhead.needed(model, 1).orElseThrow();
    long eight = MemoryOverhead.needed(model, 8).orElseThrow();
    assertThat(one).isBetween(400L, 8_000L);
    assertThat(eight).isGreaterThan(2 * one);
    SparkConf yarn = conf("spark.master", "yarn", "spark.executor.memory", "4g");
    assertThat(MemoryOverhead.reserved(yarn)).isEqualTo(409);
    assertThatThrownBy(() -> MemoryOverhead.check(yarn, model, 8))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("reserves 409 MiB")
        .hasMessageContaining("spark.executor.memoryOverhead to " + eight + "m");
    yarn.set("spark.executor.memoryOverhead", eight + "m");
    assertThatCode(() -> MemoryOverhead.check(yarn, model, 8)).doesNotThrowAnyException();
    SparkConf local = conf("spark.master", "local[8]");
    assertThatCode(() -> MemoryOverhead.check(local, model, 8)).doesNotThrowAnyException();
  }

  @Test
  void anotherFileThanTheDriversIsRefused() {
    ModelSource source = new ModelSource("stub", null, null, null, "1".repeat(64), "2".repeat(64));
    source.require(RunReports.identity("stub", "1".repeat(64), "2".repeat(64)));
    assertThatThrownBy(
            () -> source.require(RunReports.identity("stub", "3".repeat(64), "2".repeat(64))))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("weights of stub")
        .hasMessageContaining("33333");
    assertThatThrownBy(
            () -> source.require(RunReports.identity("stub", "1".repeat(64), "3".repeat(64))))
        .hasMessageContaining("recipe of stub");
  }

  @Test
  void resultsAreNamedAsInABatch() {
    ResultNames names =
        new ResultNames(
            "hdfs://nn/out", "hdfs://nn/in", "{dir}/{name}_{kind}.png", List.of("alpha"));
    assertThat(names.outputs(ResultNames.photo("hdfs://nn/in/a b/x.y.jpg", names.below())))
        .hasToString("{alpha=hdfs://nn/out/a b/x.y_alpha.png}");
    assertThat(ResultNames.photo("hdfs://nn/elsewhere/x.jpg", names.below()).relativePath())
        .isEqualTo(Path.of("x.jpg"));
    assertThatThrownBy(() -> new ResultNames("/out", "/in", "{kind}.png", List.of("alpha")))
        .hasMessageContaining("{name}");
  }
}

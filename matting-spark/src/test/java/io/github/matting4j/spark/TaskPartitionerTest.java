package io.github.matting4j.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaskPartitionerTest {

  private static int[] photosOfTasks(int photos, int cores) {
    TaskPartitioner tasks = new TaskPartitioner(photos, cores);
    int[] sizes = new int[tasks.numPartitions()];
    for (int i = 0; i < photos; i++) {
      sizes[tasks.getPartition("file:/photos/p%06d.jpg".formatted(i))]++;
    }
    return sizes;
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 64", "7, 2", "96, 2", "500, 2", "2000, 16", "10000, 64"})
  void allTasksButTheLastOnesHaveAboutThirtyTwoPhotos(int photos, int cores) {
    int[] sizes = photosOfTasks(photos, cores);
    assertThat(IntStream.of(sizes).sum()).isEqualTo(photos);
    assertThat(sizes.length).isLessThanOrEqualTo(photos / 32 + 1 + 8 * cores);
    assertThat(IntStream.of(sizes).max().orElseThrow()).isLessThanOrEqualTo(Math.min(photos, 64));
  }

  @ParameterizedTest
  @CsvSource({"500, 2", "2000, 16", "10000, 64"})
  void theLastTaskOfEachCoreIsSmall(int photos, int cores) {
    int[] sizes = photosOfTasks(photos, cores);
    assertThat(IntStream.of(sizes).skip(sizes.length - cores).max().orElseThrow())
        .isLessThanOrEqualTo(16);
    assertThat(IntStream.of(sizes).limit(sizes.length / 2).average().orElseThrow())
        .isBetween(16.0, 34.0);
  }

  @ParameterizedTest
  @CsvSource({"1000000000, 1000", "5000000, 2"})
  void aHugeJobHasLargerTasks(long photos, int cores) {
    assertThat(new TaskPartitioner(photos, cores).numPartitions()).isBetween(45_000, 60_000);
  }
}

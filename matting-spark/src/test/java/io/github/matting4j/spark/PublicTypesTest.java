package io.github.matting4j.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.testing.ModuleStructure;
import org.junit.jupiter.api.Test;

/** What programs, Spark and spark-submit call; the rest is hidden. */
class PublicTypesTest {
  @Test
  void onlyTheseArePublic() {
    assertThat(ModuleStructure.of(SparkMatting.class).publicTypes())
        .containsExactly(
            "io.github.matting4j.spark.MattingAlpha",
            "io.github.matting4j.spark.SettingsSupplier",
            "io.github.matting4j.spark.SparkBatch",
            "io.github.matting4j.spark.SparkMatting");
  }
}

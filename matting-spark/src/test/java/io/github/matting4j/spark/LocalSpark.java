package io.github.matting4j.spark;

import org.apache.spark.sql.SparkSession;

/** The one session of this JVM's tests, on two threads. */
final class LocalSpark {
  private LocalSpark() {}

  static SparkSession session() {
    return SparkSession.builder()
        .master("local[2]")
        .appName("matting-spark tests")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.default.parallelism", "2")
        .config("spark.sql.codegen.wholeStage", "false")
        .config("spark.sql.codegen.factoryMode", "NO_CODEGEN")
        .config("spark.sql.adaptive.enabled", "false")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.warehouse.dir", System.getProperty("java.io.tmpdir"))
        .config("spark.hadoop.fs.moved.impl", MovedFileSystem.class.getName())
        .config(
            "spark.hadoop.fs.AbstractFileSystem.moved.impl", MovedFileSystem.Moved.class.getName())
        .getOrCreate();
  }
}

/**
 * Many photos through one model on Apache Spark: {@link io.github.matting4j.spark.SparkMatting}.
 */
@NullMarked
package io.github.matting4j.spark;

import org.jspecify.annotations.NullMarked;

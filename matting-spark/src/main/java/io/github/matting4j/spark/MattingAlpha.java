package io.github.matting4j.spark;

import org.apache.spark.TaskContext;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.util.TaskCompletionListener;
import org.jspecify.annotations.Nullable;

/**
 * The SQL function {@code matting_alpha(content)}: from the bytes of a photo's file to its matte as
 * a PNG, or null if it fails. {@link SparkMatting#registerFunction} registers it; from Python:
 *
 * <pre>
 * spark.udf.registerJavaFunction(
 *     "matting_alpha", "io.github.matting4j.spark.MattingAlpha", BinaryType())
 * </pre>
 */
public final class MattingAlpha implements UDF1<byte @Nullable [], byte @Nullable []> {
  private static final long serialVersionUID = 1L;
  private static final String MODEL = "spark.matting.model";

  private final CutOutJob job;
  private transient @Nullable JobRunner runner;

  /**
   * With the model that the option {@code spark.matting.model} of the active session names, else
   * the built-in one.
   */
  public MattingAlpha() {
    this(SparkSession.active());
  }

  private MattingAlpha(SparkSession session) {
    this(SparkMatting.with(session.conf().get(MODEL, "portrait-starter")).alphaJob(session));
  }

  MattingAlpha(CutOutJob job) {
    this.job = job;
  }

  @Override
  public byte @Nullable [] call(byte @Nullable [] content) throws InterruptedException {
    if (content == null) {
      return null;
    }
    Row row = runner().run(new InputRow("content", content, null, null), false);
    return row.getAs(ResultRow.SCHEMA.fieldIndex("alpha"));
  }

  private JobRunner runner() {
    JobRunner held = runner;
    if (held == null) {
      JobRunner acquired = JobRunner.acquire(job);
      TaskContext unused =
          TaskContext.get()
              .addTaskCompletionListener((TaskCompletionListener) task -> acquired.release());
      runner = acquired;
      held = acquired;
    }
    return held;
  }
}

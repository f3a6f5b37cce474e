package io.github.matting4j.bench.ratios;

import com.sun.management.OperatingSystemMXBean;
import io.github.matting4j.bench.measure.Goal;
import io.github.matting4j.bench.measure.Measured;
import io.github.matting4j.bench.measure.Rounds;
import io.github.matting4j.bench.measure.Row;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.onnx.OnnxSession;
import io.github.matting4j.onnx.TensorBuffer;
import io.github.matting4j.onnx.TensorSpec;
import io.github.matting4j.runtime.ModelFile;
import java.lang.management.ManagementFactory;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** One graph as it is, rewritten, and kept. */
@Command(
    name = "rewriting",
    mixinStandardHelpOptions = true,
    description =
        "One graph rewritten next to the same as it is, and opening it rewritten and kept next to"
            + " opening it as it is; and how far their alphas differ.")
final class RewritingRatios implements Callable<Integer> {
  private static final String REWRITE = "matting4j.graph.rewrite";
  private static final String CACHE = "matting4j.graph.cache";

  /** The system counts the time of a process in hundredths of a second. */
  private static final int RUNS_PER_ROUND = 4;

  @Mixin private final MeasureOptions options = new MeasureOptions();

  @Option(names = "--threads", defaultValue = "1", description = "threads of a run (default: 1)")
  private int threads;

  @SuppressWarnings("NullAway.Init") // picocli sets it
  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    ModelFile file = ModelFile.inspect(options.graph());
    Path cache = Files.createTempDirectory("matting4j-bench-cache");
    try (OnnxSession asItIs = open(file, threads, "off", "off");
        OnnxSession rewritten = open(file, threads, "on", "off")) {
      TensorBuffer in = noise(asItIs.inputs().get(0));
      TensorBuffer before = buffer(asItIs.outputs().get(0));
      TensorBuffer after = buffer(asItIs.outputs().get(0));
      Rounds rounds =
          new Rounds(Rounds.Clock.CPU)
              .addSelfTimed("run as it is", () -> nanos(asItIs, in, before))
              .addSelfTimed("run as it is, again", () -> nanos(asItIs, in, before))
              .addSelfTimed("run rewritten", () -> nanos(rewritten, in, after))
              .add("open as it is", () -> opened(file, "off", "off"))
              .add("open rewritten", () -> opened(file, "on", "off"))
              .add("open kept", () -> opened(file, "on", cache.toString()));
      Measured measured = rounds.run(options.warmUp(), options.rounds());
      options.publish(
          "rewriting",
          "CPU of the " + (threads == 1 ? "calling thread" : "process for runs"),
          rows(measured, distance(before, after)),
          spec.commandLine().getOut());
    } finally {
      remove(cache);
    }
    return 0;
  }

  private static List<Row> rows(Measured measured, double difference) {
    return List.of(
        row(measured, "run as it is", "run as it is"),
        row(measured, "run as it is, again", "run as it is"),
        row(measured, "run rewritten", "run as it is")
            .with("difference", difference)
            .goal(Goal.atMost(0.90)),
        row(measured, "open as it is", "open as it is"),
        row(measured, "open rewritten", "open as it is"),
        row(measured, "open kept", "open as it is").goal(Goal.atMost(0.50)));
  }

  private static Row row(Measured measured, String name, String baseline) {
    return Row.withoutAllocation(measured, name, baseline);
  }

  /** CPU time of one run. */
  private long nanos(OnnxSession session, TensorBuffer in, TensorBuffer out) {
    int runs = threads == 1 ? 1 : RUNS_PER_ROUND;
    long start = clock();
    for (int i = 0; i < runs; i++) {
      session.run(in, out);
    }
    return (clock() - start) / runs;
  }

  private long clock() {
    return threads == 1
        ? ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime()
        : ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
            .getProcessCpuTime();
  }

  private static String opened(ModelFile file, String rewrite, String cache) {
    try (OnnxSession session = open(file, 1, rewrite, cache)) {
      return session.engine();
    }
  }

  private static OnnxSession open(ModelFile file, int threads, String rewrite, String cache) {
    System.setProperty(REWRITE, rewrite);
    System.setProperty(CACHE, cache);
    try {
      return OnnxSession.open(file, OpenOptions.forLatency().threads(threads));
    } finally {
      System.clearProperty(REWRITE);
      System.clearProperty(CACHE);
    }
  }

  private static TensorBuffer buffer(TensorSpec spec) {
    TensorBuffer buffer = new TensorBuffer(TensorSpec.ElementType.FLOAT);
    buffer.shape(spec.dims().stream().mapToLong(Long::longValue).toArray());
    return buffer;
  }

  private static TensorBuffer noise(TensorSpec spec) {
    TensorBuffer buffer = buffer(spec);
    FloatBuffer pixels = buffer.floats();
    for (int i = 0; i < pixels.capacity(); i++) {
      pixels.put(i, (((i * 2654435761L) >>> 24) & 0xFF) / 127.5f - 1);
    }
    return buffer;
  }

  private static double distance(TensorBuffer a, TensorBuffer b) {
    FloatBuffer left = a.floats();
    FloatBuffer right = b.floats();
    double largest = 0;
    for (int i = 0; i < left.capacity(); i++) {
      largest = Math.max(largest, Math.abs(left.get(i) - right.get(i)));
    }
    return largest;
  }

  private static void remove(Path folder) throws Exception {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}

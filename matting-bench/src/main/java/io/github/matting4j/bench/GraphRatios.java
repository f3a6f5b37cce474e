package io.github.matting4j.bench;

import com.sun.management.OperatingSystemMXBean;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.onnx.OnnxSession;
import io.github.matting4j.onnx.TensorBuffer;
import io.github.matting4j.onnx.TensorSpec;
import io.github.matting4j.runtime.ModelFile;
import io.github.matting4j.testdata.networks.NetworkSpec;
import java.lang.management.ManagementFactory;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Prints what rewriting a graph saves in its runs, and what keeping the optimised graph saves when
 * it is opened, each next to doing without, measured in turn in one process.
 *
 * <pre>
 * java -cp matting-bench/target/benchmarks.jar io.github.matting4j.bench.GraphRatios \
 *     [NETWORK [THREADS [ROUNDS]]]
 * java -cp matting-bench/target/benchmarks.jar io.github.matting4j.bench.GraphRatios open FILE
 * </pre>
 *
 * <p>Figures are CPU time; with several threads that of the whole process, which the system counts
 * in hundredths of a second, so take many rounds. The second form opens one file once, in a JVM
 * that has done nothing yet; the system properties {@code matting4j.graph.rewrite} and {@code
 * matting4j.graph.cache} choose the way.
 */
public final class GraphRatios {
  private static final int WARM_UP = 3;
  private static final String REWRITE = "matting4j.graph.rewrite";
  private static final String CACHE = "matting4j.graph.cache";

  private GraphRatios() {}

  /** See the class comment. */
  @SuppressWarnings("SystemOut") // A command line answers on the console.
  public static void main(String[] args) throws Exception {
    if (args.length == 2 && args[0].equals("open")) {
      ModelFile file = ModelFile.inspect(Path.of(args[1]));
      System.out.printf("%.1f ms%n", new Rounds().add("", () -> open(file)).run(0, 1).get("").millis());
      return;
    }
    NetworkSpec spec =
        args.length > 0 ? NetworkSpec.named(args[0]).orElseThrow() : NetworkSpec.ppMattingV2();
    int threads = args.length > 1 ? Integer.parseInt(args[1]) : 1;
    int rounds = args.length > 2 ? Integer.parseInt(args[2]) : 15;
    ModelFile file = ModelFile.inspect(BenchGraph.cached(spec));
    System.out.printf("%s, threads: %d, rounds: %d%n", spec, threads, rounds);
    runs(file, threads, rounds);
    openings(file, rounds);
  }

  @SuppressWarnings("SystemOut")
  private static void runs(ModelFile file, int threads, int rounds) throws Exception {
    try (OnnxSession plain = open(file, threads, "off", "off");
        OnnxSession rewritten = open(file, threads, "on", "off")) {
      TensorBuffer in = noise(plain.inputs().get(0));
      TensorBuffer before = buffer(plain.outputs().get(0));
      TensorBuffer after = buffer(plain.outputs().get(0));
      OnnxSession[] sessions = {plain, plain, rewritten};
      TensorBuffer[] outs = {before, before, after};
      double[] millis = new double[sessions.length];
      for (int round = -WARM_UP; round < rounds; round++) {
        for (int i = 0; i < sessions.length; i++) {
          long start = clock(threads);
          sessions[i].run(in, outs[i]);
          millis[i] += round < 0 ? 0 : (clock(threads) - start) / 1e6 / rounds;
        }
      }
      System.out.printf("run, as it is    %8.1f ms%n", millis[0]);
      System.out.printf("run, again       %8.1f ms  %.3f%n", millis[1], millis[1] / millis[0]);
      System.out.printf("run, rewritten   %8.1f ms  %.3f%n", millis[2], millis[2] / millis[0]);
      System.out.printf("largest difference of alpha: %.1e%n", distance(before, after));
    }
  }

  @SuppressWarnings("SystemOut")
  private static void openings(ModelFile file, int rounds) throws Exception {
    Path cache = Files.createTempDirectory("matting4j-bench-cache");
    try {
      Map<String, Rounds.Cost> costs =
          new Rounds()
              .add("open, as it is", () -> openAndClose(file, "off", "off"))
              .add("open, rewritten", () -> openAndClose(file, "on", "off"))
              .add("open, kept", () -> openAndClose(file, "on", cache.toString()))
              .run(WARM_UP, rounds);
      double plain = costs.getOrDefault("open, as it is", new Rounds.Cost(1, 0)).millis();
      costs.forEach(
          (name, cost) ->
              System.out.printf(
                  "%-16s %8.1f ms  %.3f%n", name, cost.millis(), cost.millis() / plain));
    } finally {
      try (Stream<Path> files = Files.list(cache)) {
        for (Path kept : files.toList()) {
          Files.delete(kept);
        }
      }
      Files.delete(cache);
    }
  }

  private static String openAndClose(ModelFile file, String rewrite, String cache) {
    try (OnnxSession session = open(file, 1, rewrite, cache)) {
      return session.engine();
    }
  }

  private static OnnxSession open(ModelFile file, int threads, String rewrite, String cache) {
    System.setProperty(REWRITE, rewrite);
    System.setProperty(CACHE, cache);
    return OnnxSession.open(file, OpenOptions.forLatency().threads(threads));
  }

  /** Opens as the properties say. */
  private static String open(ModelFile file) {
    try (OnnxSession session = OnnxSession.open(file, OpenOptions.forLatency().threads(1))) {
      return session.engine();
    }
  }

  /** CPU time that this thread, or this process if there are several, has used so far. */
  private static long clock(int threads) {
    return threads == 1
        ? ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime()
        : ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
            .getProcessCpuTime();
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
}

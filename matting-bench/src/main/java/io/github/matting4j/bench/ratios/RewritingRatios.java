package io.github.matting4j.bench.ratios;

import io.github.matting4j.bench.measure.Measured;
import io.github.matting4j.bench.measure.Rounds;
import io.github.matting4j.bench.measure.Row;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.onnx.OnnxSession;
import io.github.matting4j.onnx.TensorBuffer;
import io.github.matting4j.onnx.TensorSpec;
import io.github.matting4j.runtime.ModelFile;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What it saves to rewrite a graph, and to keep what the engine makes of it. */
@Command(
    name = "rewriting",
    mixinStandardHelpOptions = true,
    description =
        "What rewriting a graph saves in its runs, and what keeping the optimised graph saves when"
            + " it is opened; one thread.")
final class RewritingRatios implements Callable<Integer> {
  private static final String RUN = "run, as it is";
  private static final String RUN_REWRITTEN = "run, rewritten";
  private static final String OPEN = "open, as it is";
  private static final String OPEN_REWRITTEN = "open, rewritten";
  private static final String OPEN_KEPT = "open, rewritten and kept before";

  @Mixin private final MeasureOptions options = new MeasureOptions();

  @SuppressWarnings("NullAway.Init") // picocli sets it
  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    ModelFile file = ModelFile.inspect(options.graph());
    Path cache = Files.createTempDirectory("matting4j-bench-cache");
    String kept = cache.toString();
    try (OnnxSession plain = open(file, "off", "off");
        OnnxSession rewritten = open(file, "on", "off")) {
      TensorBuffer in = noise(plain.inputs().get(0));
      TensorBuffer before = buffer(plain.outputs().get(0));
      TensorBuffer after = buffer(plain.outputs().get(0));
      Measured measured =
          new Rounds(Rounds.Clock.CPU)
              .add(RUN, () -> run(plain, in, before))
              .add(RUN_REWRITTEN, () -> run(rewritten, in, after))
              .add("run, as it is, again (noise)", () -> run(plain, in, before))
              .add(OPEN, () -> openAndClose(file, "off", "off"))
              .add(OPEN_REWRITTEN, () -> openAndClose(file, "on", "off"))
              .add(OPEN_KEPT, () -> openAndClose(file, "on", kept))
              .run(Math.max(1, options.warmUp()), options.rounds()); // the first one keeps it
      List<Row> rows =
          measured.names().stream()
              .map(
                  name -> {
                    Row row = Row.of(measured, name, name.startsWith("run") ? RUN : OPEN);
                    return name.equals(RUN_REWRITTEN)
                        ? row.with("difference", distance(before, after))
                        : row;
                  })
              .toList();
      options.publish("rewriting", "CPU of the calling thread", rows, spec.commandLine().getOut());
    } finally {
      delete(cache);
    }
    return 0;
  }

  private static TensorBuffer run(OnnxSession session, TensorBuffer in, TensorBuffer out) {
    session.run(in, out);
    return out;
  }

  private static String openAndClose(ModelFile file, String rewrite, String cache) {
    try (OnnxSession session = open(file, rewrite, cache)) {
      return session.engine();
    }
  }

  private static OnnxSession open(ModelFile file, String rewrite, String cache) {
    MeasureOptions.tune(rewrite, cache);
    return OnnxSession.open(file, OpenOptions.forLatency().threads(1));
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

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}

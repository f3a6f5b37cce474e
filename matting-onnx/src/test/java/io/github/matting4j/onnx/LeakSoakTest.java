package io.github.matting4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.testdata.networks.NetworkSpec;
import io.github.matting4j.testdata.onnx.TinyGraphs;
import io.github.matting4j.testing.ChildJvm;
import io.github.matting4j.testing.ChildProcess;
import io.github.matting4j.testing.Footprint;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * Whether runs and sessions give back what they took, in child JVMs that measure themselves. The
 * same measurement of results that nobody closes must find a leak, or it would find none at all.
 */
@Tag("soak")
@EnabledOnOs(OS.LINUX)
class LeakSoakTest {
  private static final int RUNS = Integer.getInteger("matting4j.soak.runs", 100_000);
  private static final int MODELS = 200;
  private static final int LEAKING_RUNS = 6000;
  private static final double MAX_GROWTH_MB = 30;
  private static final double MAX_GROWTH_OF_MODELS_MB = 10;

  @Test
  void runsLeaveNothing() throws Exception {
    Figures figures = measure(Runs.class, RUNS);
    assertThat(figures.growthMb).isLessThanOrEqualTo(MAX_GROWTH_MB);
    assertThat(figures.moreThreads).isNotPositive();
    assertThat(figures.moreDescriptors).isNotPositive();
  }

  @Test
  void theSameMeasurementFindsResultsThatNobodyCloses() throws Exception {
    assertThat(measure(UnclosedResults.class, LEAKING_RUNS).growthMb).isGreaterThan(MAX_GROWTH_MB);
  }

  @Test
  void twoHundredModelsOpenedAndClosedLeaveNothing() throws Exception {
    Figures figures = measure(Models.class, MODELS);
    assertThat(figures.growthMb).isLessThanOrEqualTo(MAX_GROWTH_OF_MODELS_MB);
    assertThat(figures.moreThreads).isNotPositive();
    assertThat(figures.moreDescriptors).isNotPositive();
  }

  private record Figures(double growthMb, long moreThreads, long moreDescriptors) {}

  private static Figures measure(Class<?> main, int runs) throws Exception {
    // Compiler threads come and go as the JVM likes.
    ChildProcess.Outcome ended =
        ChildJvm.with("-Xms128m", "-Xmx128m", "-XX:-UseDynamicNumberOfCompilerThreads")
            .run(1800, main, Integer.toString(runs));
    System.out.println(main.getSimpleName() + ": " + ended.output().strip());
    assertThat(ended.exitCode()).as(ended.output()).isZero();
    String[] figures = ended.output().strip().lines().reduce((a, b) -> b).orElseThrow().split(" ");
    return new Figures(
        Double.parseDouble(figures[0]), Long.parseLong(figures[1]), Long.parseLong(figures[2]));
  }

  /** One of the runs that are repeated. */
  interface Step {
    void run() throws Exception;
  }

  /** Repeats it and prints how the process grew from 20 % to 100 % of the runs. */
  private static void repeat(int runs, Step step) throws Exception {
    int samples = 20;
    List<Footprint> readings = new ArrayList<>();
    for (int sample = 0; sample < samples; sample++) {
      for (int i = 0; i < runs / samples; i++) {
        step.run();
      }
      readings.add(Footprint.now());
    }
    List<Footprint> later = readings.subList(samples / 5 - 1, samples);
    Footprint first = later.get(0);
    Footprint last = later.get(later.size() - 1);
    System.out.println("from " + first + " to " + last + " in " + runs + " runs; growth:");
    System.out.printf(
        Locale.ROOT,
        "%.1f %d %d%n",
        Footprint.growthMb(later),
        last.threads() - first.threads(),
        last.descriptors() - first.descriptors());
  }

  static final class Runs {
    public static void main(String[] args) throws Exception {
      byte[] graph = TinyGraphs.fixed(64, 64).identityAlpha().toBytes();
      TensorBuffer in = new TensorBuffer(TensorSpec.ElementType.FLOAT);
      TensorBuffer out = new TensorBuffer(TensorSpec.ElementType.FLOAT);
      in.shape(1, 3, 64, 64);
      out.shape(1, 1, 64, 64);
      try (OnnxSession session = OnnxSession.open("tiny", graph, OpenOptions.forLatency())) {
        repeat(Integer.parseInt(args[0]), () -> session.run(in, out));
      }
    }
  }

  static final class UnclosedResults {
    public static void main(String[] args) throws Exception {
      OrtEnvironment environment = EngineNatives.environment();
      byte[] graph = TinyGraphs.fixed(64, 64).identityAlpha().toBytes();
      try (OrtSession session = environment.createSession(graph);
          OnnxTensor in =
              OnnxTensor.createTensor(
                  environment, FloatBuffer.allocate(3 * 64 * 64), new long[] {1, 3, 64, 64})) {
        repeat(Integer.parseInt(args[0]), () -> run(session, in));
      }
    }

    @SuppressWarnings("resource")
    private static void run(OrtSession session, OnnxTensor in) throws OrtException {
      session.run(Map.of("img", in));
    }
  }

  static final class Models {
    public static void main(String[] args) throws Exception {
      byte[] graph = NetworkSpec.modNetMobileNetV2().dynamic().widthDivisor(4).model().toBytes();
      repeat(
          Integer.parseInt(args[0]),
          () -> OnnxSession.open("net", graph, OpenOptions.forLatency()).close());
    }
  }
}

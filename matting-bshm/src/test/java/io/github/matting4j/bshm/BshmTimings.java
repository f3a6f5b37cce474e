package io.github.matting4j.bshm;

import com.sun.management.OperatingSystemMXBean;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.model.RunReport;
import io.github.matting4j.testdata.tensorflow.BshmTwin;
import io.github.matting4j.testing.MattingModelContract;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.Tensor;

/**
 * Main that measures what a call costs beside the network, and one engine against the other: {@code
 * BshmTimings [full|small] [WIDTHxHEIGHT] [ROUNDS]}. The rivals take turns, so that a busy machine
 * hurts them alike; CPU time is of the whole process.
 */
final class BshmTimings {
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private static final OpenOptions OPTIONS = OpenOptions.forLatency().threads(2);

  private BshmTimings() {}

  /** One thing to measure, with all its samples. */
  private static final class Rival {
    final String name;
    final Runnable body;
    final double[] wall;
    final double[] cpu;

    Rival(String name, Runnable body, int rounds) {
      this.name = name;
      this.body = body;
      this.wall = new double[rounds];
      this.cpu = new double[rounds];
    }

    void measure(int round) {
      long cpuStart = SYSTEM.getProcessCpuTime();
      long start = System.nanoTime();
      body.run();
      wall[round] = (System.nanoTime() - start) / 1e6;
      cpu[round] = (SYSTEM.getProcessCpuTime() - cpuStart) / 1e6;
    }

    void print(Rival base) {
      System.out.printf(
          "%-28s wall min %7.1f median %7.1f ms | CPU min %7.1f median %7.1f ms | to %s:"
              + " wall min %.3f, CPU median %.3f%n",
          name,
          min(wall),
          median(wall),
          min(cpu),
          median(cpu),
          base.name,
          min(wall) / min(base.wall),
          median(cpu) / median(base.cpu));
    }
  }

  public static void main(String[] args) throws IOException {
    boolean full = args.length == 0 || args[0].equals("full");
    String[] size = (args.length > 1 ? args[1] : "1024x1536").split("x");
    int rounds = args.length > 2 ? Integer.parseInt(args[2]) : 7;
    BshmTwin twin = full ? BshmTwin.full() : BshmTwin.small();
    Path graph = TwinFiles.file("timing.pb", path -> twin.frozenGraph().write(path));
    Path onnx =
        TwinFiles.file("timing.onnx", path -> twin.onnx(BshmTwin.OnnxFlavour.RGBA).write(path));
    ArgbImage photo =
        MattingModelContract.photo(Integer.parseInt(size[0]), Integer.parseInt(size[1]), 1);
    BshmOptions exact = TwinFiles.reference();
    BshmOptions sharp = exact.mode(BshmOptions.Mode.SHARP);
    try (MattingModel tensorFlow = TwinFiles.open(graph, exact, OPTIONS);
        MattingModel tensorFlowSharp = TwinFiles.open(graph, sharp, OPTIONS);
        MattingModel onnxExact = TwinFiles.open(onnx, exact, OPTIONS);
        MattingModel onnxSharp = TwinFiles.open(onnx, sharp, OPTIONS);
        FrozenGraph raw =
            FrozenGraph.open("raw", Files.readAllBytes(graph), SessionConfig.of(OPTIONS));
        Tensor<Float> tensor = tensor(photo)) {
      List<Rival> rivals =
          List.of(
              new Rival(
                  "raw Session.run",
                  () -> raw.run("input_image", tensor, List.of("output_png"), r -> 0),
                  rounds),
              new Rival("TensorFlow, exact", () -> tensorFlow.matte(photo), rounds),
              new Rival("TensorFlow, sharp", () -> tensorFlowSharp.matte(photo), rounds),
              new Rival("ONNX Runtime, exact", () -> onnxExact.matte(photo), rounds),
              new Rival("ONNX Runtime, sharp", () -> onnxSharp.matte(photo), rounds));
      rivals.forEach(rival -> rival.body.run()); // warm
      for (int round = 0; round < rounds; round++) {
        for (Rival rival : rivals) {
          rival.measure(round);
        }
      }
      rivals.forEach(rival -> rival.print(rivals.get(0)));
      rivals.get(3).print(rivals.get(1));
      print(tensorFlow.run(photo).report());
      print(tensorFlowSharp.run(photo).report());
    }
  }

  private static void print(RunReport report) {
    System.out.printf(
        "%s at %dx%d: prepare %d ms, infer %d ms, finish %d ms%n",
        report.engine(),
        report.networkWidth(),
        report.networkHeight(),
        report.prepare().toMillis(),
        report.infer().toMillis(),
        report.finish().toMillis());
  }

  private static Tensor<Float> tensor(ArgbImage photo) {
    FloatBuffer floats = FloatBuffer.allocate(photo.width() * photo.height() * 3);
    for (int pixel : photo.toArray()) {
      floats.put(pixel >> 16 & 0xFF).put(pixel >> 8 & 0xFF).put(pixel & 0xFF);
    }
    return Tensor.create(new long[] {photo.height(), photo.width(), 3}, floats.flip());
  }

  private static double min(double[] samples) {
    return Arrays.stream(samples).min().orElseThrow();
  }

  private static double median(double[] samples) {
    return Arrays.stream(samples).sorted().skip(samples.length / 2).findFirst().orElseThrow();
  }
}

package io.github.matting4j.bshm;

import com.sun.management.OperatingSystemMXBean;
import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.runtime.ModelFile;
import io.github.matting4j.testdata.tensorflow.BshmTwin;
import io.github.matting4j.testing.MattingModelContract;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Main that measures the conversion of the twin and what comes out of it: {@code ConversionTimings
 * [full|small] [ROUNDS]}. First time, heap and size of the conversion alone; with rounds, then the
 * published graph on TensorFlow, the hand-made ONNX file and the converted one in turn.
 */
final class ConversionTimings {
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private static final OpenOptions OPTIONS = OpenOptions.forLatency().threads(2);

  private ConversionTimings() {}

  public static void main(String[] args) throws IOException {
    BshmTwin twin = args[0].equals("full") ? BshmTwin.full() : BshmTwin.small();
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 0;
    Path graph = TwinFiles.file(args[0] + "-timing.pb", path -> twin.frozenGraph().write(path));
    Path target = TwinFiles.file(args[0] + "-converted.onnx", path -> convert(graph, path));
    if (rounds > 0) {
      compare(twin, graph, target, rounds);
    }
  }

  private static void convert(Path graph, Path target) throws IOException {
    long cpu = SYSTEM.getProcessCpuTime();
    long start = System.nanoTime();
    BshmConversion.Source source = BshmConversion.Source.of(ModelFile.inspect(graph));
    source.writeTo(target);
    System.out.printf(
        "converted %d MB into %d MB in %d ms (CPU %d ms), heap at most %d MB%n",
        Files.size(graph) / 1_000_000,
        Files.size(target) / 1_000_000,
        (System.nanoTime() - start) / 1_000_000,
        (SYSTEM.getProcessCpuTime() - cpu) / 1_000_000,
        ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getName().contains("Old") || pool.getName().contains("Eden"))
                .map(MemoryPoolMXBean::getPeakUsage)
                .mapToLong(usage -> usage.getUsed())
                .sum()
            / 1_000_000);
  }

  private static void compare(BshmTwin twin, Path graph, Path converted, int rounds) {
    Path hand =
        TwinFiles.file("timing-mask.onnx", p -> twin.onnx(BshmTwin.OnnxFlavour.MASK).write(p));
    ArgbImage photo = MattingModelContract.photo(1024, 1536, 1);
    BshmOptions exact = TwinFiles.reference().engine(BshmOptions.Engine.TENSORFLOW);
    List<Path> files = List.of(graph, hand, converted);
    try (MattingModel a = TwinFiles.open(graph, exact, OPTIONS);
        MattingModel b = TwinFiles.open(hand, exact, OPTIONS);
        MattingModel c = TwinFiles.open(converted, exact, OPTIONS)) {
      List<MattingModel> models = List.of(a, b, c);
      double[][] cpu = new double[3][rounds];
      double[][] wall = new double[3][rounds];
      AlphaMatte[] mattes = new AlphaMatte[3];
      for (int round = -1; round < rounds; round++) { // the first one warms up
        for (int i = 0; i < 3; i++) {
          long cpuStart = SYSTEM.getProcessCpuTime();
          long start = System.nanoTime();
          mattes[i] = models.get(i).matte(photo);
          if (round >= 0) {
            wall[i][round] = (System.nanoTime() - start) / 1e6;
            cpu[i][round] = (SYSTEM.getProcessCpuTime() - cpuStart) / 1e6;
          }
        }
      }
      for (int i = 0; i < 3; i++) {
        System.out.printf(
            "%s: wall min %.0f ms, CPU median %.0f ms, CPU to the first %.3f; at most %.4f levels"
                + " from the first%n",
            files.get(i).getFileName(),
            Arrays.stream(wall[i]).min().orElseThrow(),
            median(cpu[i]),
            median(cpu[i]) / median(cpu[0]),
            255 * distance(mattes[0], mattes[i]));
      }
    }
  }

  private static double median(double[] values) {
    return Arrays.stream(values).sorted().skip(values.length / 2).findFirst().orElseThrow();
  }

  private static double distance(AlphaMatte a, AlphaMatte b) {
    float[] left = a.toArray();
    float[] right = b.toArray();
    double largest = 0;
    for (int i = 0; i < left.length; i++) {
      largest = Math.max(largest, Math.abs(left[i] - right[i]));
    }
    return largest;
  }
}

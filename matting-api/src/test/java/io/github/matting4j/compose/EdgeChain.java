package io.github.matting4j.compose;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.io.ImageFiles;
import io.github.matting4j.io.ReadOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * From a JPEG to an RGBA PNG with refinement and clean colours, both files on disk, without a
 * network: a matte of a short side of 512 is enlarged as a model would. Prints CPU milliseconds of
 * the stages, the least of the rounds; fails with an OutOfMemoryError if {@code -Xmx} is too small.
 *
 * <pre>
 * java -Xmx480m -cp ... io.github.matting4j.compose.EdgeChain 4000 3000 [ROUNDS]
 * </pre>
 */
public final class EdgeChain {
  private static final int NETWORK = 512;
  private static final String[] STAGES = {"decode", "matte", "refine", "compose", "encode"};

  private final double[] least = {1e9, 1e9, 1e9, 1e9, 1e9};
  private final int networkWidth;
  private final int networkHeight;
  private final float[] network;

  private EdgeChain(int width, int height) {
    this.networkWidth = NETWORK * width / Math.min(width, height);
    this.networkHeight = NETWORK * height / Math.min(width, height);
    this.network = new float[networkWidth * networkHeight];
    for (int i = 0; i < network.length; i++) {
      double x = (i % networkWidth + 0.5) / networkWidth;
      double y = (i / networkWidth + 0.5) / networkHeight;
      network[i] = person(x, y, 4.0 / networkHeight);
    }
  }

  public static void main(String[] arguments) throws IOException {
    int width = Integer.parseInt(arguments[0]);
    int height = Integer.parseInt(arguments[1]);
    int rounds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 1;
    Path folder = Files.createTempDirectory("edges");
    Path photo = folder.resolve("photo.jpg");
    Path cutOut = folder.resolve("cutout.png");
    try {
      ImageFiles.write(drawn(width, height), photo);
      EdgeChain chain = new EdgeChain(width, height);
      for (int round = 0; round < rounds; round++) {
        chain.run(photo, cutOut);
      }
      double sum = 0;
      for (int i = 0; i < STAGES.length; i++) {
        System.out.printf("%s %.0f ms, ", STAGES[i], chain.least[i]);
        sum += chain.least[i];
      }
      long heap = Runtime.getRuntime().maxMemory();
      System.out.printf("together %.0f ms; heap of %d MB is enough%n", sum, heap >> 20);
    } finally {
      Files.deleteIfExists(photo);
      Files.deleteIfExists(cutOut);
      Files.delete(folder);
    }
  }

  private void run(Path jpeg, Path png) {
    ArgbImage photo = stage(0, () -> read(jpeg));
    int width = photo.width();
    int height = photo.height();
    AlphaMatte matte =
        stage(
            1, () -> new Degraded(networkWidth, networkHeight, network, width, height).enlarged());
    MatteRefiner refiner = MatteRefiner.standard(networkWidth, networkHeight);
    AlphaMatte refined = stage(2, () -> refiner.refine(photo, matte));
    ArgbImage cutOut = stage(3, () -> Composer.cutOut().compose(photo, refined));
    stage(4, () -> write(cutOut, png));
  }

  private <T> T stage(int index, Supplier<T> work) {
    long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    T result = work.get();
    long took = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
    least[index] = Math.min(least[index], took / 1e6);
    return result;
  }

  private static ArgbImage read(Path file) {
    try {
      return ImageFiles.read(file, ReadOptions.defaults());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path write(ArgbImage image, Path file) {
    try {
      ImageFiles.write(image, file);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Somebody before something like leaves, with a little noise. */
  private static ArgbImage drawn(int width, int height) {
    int[] pixels = new int[width * height];
    double detail = 1080.0 / height;
    for (int i = 0; i < pixels.length; i++) {
      int x = i % width;
      int y = i / width;
      float a = person((x + 0.5) / width, (y + 0.5) / height, 1.5 / height);
      double u = x * detail;
      double v = y * detail;
      int noise = i * 0x9E3779B9 >>> 29;
      double leaves = 40 * Math.sin(u / 31 + 9 * Math.sin(v / 97)) * Math.cos(v / 23 + u / 211);
      double skin = 12 * Math.sin(u / 140) + 9 * Math.sin(v / 17 + u / 9);
      int red = noise + (int) (90 + leaves + a * (106 + skin - leaves));
      int green = noise + (int) (130 + leaves + a * (22 + skin - leaves));
      int blue = noise + (int) (60 + leaves + a * (68 + skin - leaves));
      pixels[i] = 0xFF000000 | red << 16 | green << 8 | blue;
    }
    return ArgbImage.adopt(width, height, pixels);
  }

  private static float person(double x, double y, double edge) {
    double head = 1 - Math.hypot((x - 0.5) / 0.14, (y - 0.33) / 0.22);
    double body = 1 - Math.hypot((x - 0.5) / 0.30, (y - 1.02) / 0.52);
    return (float) Math.max(0, Math.min(1, 0.2 * Math.max(head, body) / edge + 0.5));
  }
}

package io.github.matting4j.io;

import io.github.matting4j.compose.Background;
import io.github.matting4j.compose.Composer;
import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.image.Rounding;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;

/**
 * Prints time and size of writing next to those of the JDK's writer: CPU time of one thread, median
 * of interleaved rounds. Arguments: a photo, width, height, rounds.
 */
final class PngTimings {
  private interface Task {
    void run(OutputStream out) throws IOException;
  }

  private final Map<String, Task> tasks = new LinkedHashMap<>();
  private final Map<String, long[]> nanos = new LinkedHashMap<>();
  private final Map<String, Integer> bytes = new LinkedHashMap<>();

  public static void main(String[] args) throws IOException {
    int width = Integer.parseInt(args[1]);
    int height = Integer.parseInt(args[2]);
    ArgbImage photo = photo(new File(args[0]), width, height);
    new PngTimings().run(photo, Integer.parseInt(args[3]));
  }

  private void run(ArgbImage photo, int rounds) throws IOException {
    int w = photo.width();
    int h = photo.height();
    AlphaMatte matte = Pictures.ellipse(w, h);
    ArgbImage cutOut = Composer.cutOut().compose(photo, matte);
    AlphaMatte soft = Pictures.noiseMatte(w, h);
    WriteOptions fast = WriteOptions.defaults();
    BufferedImage argb = buffered(cutOut, BufferedImage.TYPE_INT_ARGB);
    BufferedImage rgb = buffered(photo, BufferedImage.TYPE_INT_RGB);
    BufferedImage grey8 = grey(matte, BufferedImage.TYPE_BYTE_GRAY, 255);
    BufferedImage grey16 = grey(matte, BufferedImage.TYPE_USHORT_GRAY, 65535);
    byte[] filtered = filteredRgba(cutOut);
    tasks.put("rgba ImageIO", out -> ImageIO.write(argb, "png", out));
    tasks.put("rgba ours", out -> new PngEncoder(fast).write(cutOut, out));
    tasks.put(
        "rgba ours keep hidden", o -> new PngEncoder(fast.keepHiddenColour()).write(cutOut, o));
    tasks.put("rgba zlib 1, Sub, hidden dropped (deflate only)", out -> zlib(filtered, 1, out));
    tasks.put("rgb ImageIO", out -> ImageIO.write(rgb, "png", out));
    tasks.put("rgb ours", out -> new PngEncoder(fast).write(photo, out));
    tasks.put("grey8 ImageIO", out -> ImageIO.write(grey8, "png", out));
    tasks.put("grey8 ours", out -> new PngEncoder(fast).write8(matte, Rounding.NEAREST, out));
    tasks.put("grey16 ImageIO", out -> ImageIO.write(grey16, "png", out));
    tasks.put("grey16 ours", out -> new PngEncoder(fast).write16(matte, out));
    ArgbImage drawing = Pictures.gradient(w, h);
    BufferedImage drawn = buffered(drawing, BufferedImage.TYPE_INT_RGB);
    tasks.put("drawing ImageIO", out -> ImageIO.write(drawn, "png", out));
    tasks.put("drawing ours", out -> new PngEncoder(fast).write(drawing, out));
    tasks.put("jpeg ImageIO", out -> ImageIO.write(rgb, "jpg", out));
    tasks.put("jpeg ours", out -> new JpegEncoder(fast).write(photo, out));
    tasks.put("compose on white", out -> Composer.onto(Background.WHITE).compose(photo, matte));
    tasks.put(
        "compose, every pixel mixed", o -> Composer.onto(Background.WHITE).compose(photo, soft));
    tasks.put("compose cut-out", out -> Composer.cutOut().compose(photo, matte));
    ArgbImage wide = Pictures.photoLike(w * 2, h * 2);
    tasks.put(
        "compose onto picture of twice the size",
        out -> Composer.onto(Background.image(wide, Background.Fit.COVER)).compose(photo, matte));
    for (int round = -2; round < rounds; round++) {
      measure(round, rounds);
    }
    print();
  }

  private void measure(int round, int rounds) throws IOException {
    var clock = ManagementFactory.getThreadMXBean();
    for (var task : tasks.entrySet()) {
      ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 20);
      long start = clock.getCurrentThreadCpuTime();
      task.getValue().run(out);
      long took = clock.getCurrentThreadCpuTime() - start;
      if (round >= 0) {
        nanos.computeIfAbsent(task.getKey(), k -> new long[rounds])[round] = took;
      }
      bytes.put(task.getKey(), out.size());
    }
  }

  private void print() {
    double reference = 0;
    double referenceBytes = 0;
    for (String name : tasks.keySet()) {
      long[] times = nanos.get(name);
      Arrays.sort(times);
      double ms = times[times.length / 2] / 1e6;
      if (name.endsWith("ImageIO")) {
        reference = ms;
        referenceBytes = bytes.get(name);
      }
      System.out.printf(
          "%-50s %8.1f ms %10d bytes   time %.3fx  size %.3fx%n",
          name, ms, bytes.get(name), ms / reference, bytes.get(name) / referenceBytes);
    }
  }

  private static void zlib(byte[] data, int level, OutputStream out) throws IOException {
    Deflater deflater = new Deflater(level);
    try (OutputStream stream = new DeflaterOutputStream(out, deflater, 64 * 1024)) {
      stream.write(data);
    } finally {
      deflater.end();
    }
  }

  private static byte[] filteredRgba(ArgbImage image) {
    int w = image.width();
    byte[] bytes = new byte[image.height() * (1 + 4 * w)];
    int at = 0;
    for (int y = 0; y < image.height(); y++) {
      bytes[at++] = 1;
      for (int x = 0; x < w; x++) {
        for (int shift : new int[] {16, 8, 0, 24}) {
          int here = image.argb(x, y) >>> 24 == 0 ? 0 : image.argb(x, y);
          int left = x == 0 || image.argb(x - 1, y) >>> 24 == 0 ? 0 : image.argb(x - 1, y);
          bytes[at++] = (byte) ((here >> shift) - (left >> shift));
        }
      }
    }
    return bytes;
  }

  private static BufferedImage buffered(ArgbImage image, int type) {
    BufferedImage buffered = new BufferedImage(image.width(), image.height(), type);
    buffered.setRGB(0, 0, image.width(), image.height(), image.toArray(), 0, image.width());
    return buffered;
  }

  private static BufferedImage grey(AlphaMatte matte, int type, int maximum) {
    BufferedImage grey = new BufferedImage(matte.width(), matte.height(), type);
    int[] levels = new int[matte.width() * matte.height()];
    float[] alpha = matte.toArray();
    for (int i = 0; i < levels.length; i++) {
      levels[i] = Rounding.NEAREST.quantize(alpha[i], maximum);
    }
    grey.getRaster().setPixels(0, 0, matte.width(), matte.height(), levels);
    return grey;
  }

  private static ArgbImage photo(File file, int width, int height) throws IOException {
    BufferedImage read = ImageIO.read(file);
    BufferedImage scaled = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = scaled.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    graphics.drawImage(read, 0, 0, width, height, null);
    graphics.dispose();
    int[] pixels = scaled.getRGB(0, 0, width, height, null, 0, width);
    Random random = new Random(1);
    for (int i = 0; i < pixels.length; i++) {
      int p = 0xFF000000;
      for (int shift = 0; shift < 24; shift += 8) {
        long level = Math.round((pixels[i] >> shift & 0xFF) + 2 * random.nextGaussian());
        p |= (int) Math.max(0, Math.min(255, level)) << shift;
      }
      pixels[i] = p;
    }
    return ArgbImage.adopt(width, height, pixels);
  }
}

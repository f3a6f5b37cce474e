package io.github.matting4j.bench;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.io.ImageFiles;
import io.github.matting4j.io.OutputFormat;
import io.github.matting4j.io.WriteOptions;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.starter.StarterProvider;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;

/**
 * A photo to measure with, and a matte that suits it: graphs with random weights give no sensible
 * one, and what a cut-out costs to write depends on how much of the photo is background.
 *
 * @param photo an opaque picture with the noise of a camera
 * @param matte the person in it
 */
record BenchPicture(ArgbImage photo, AlphaMatte matte) {
  private static final double NOISE_LEVELS = 2;
  private static final double JPEG_QUALITY = 0.92;

  /** Somebody drawn with a few formulas before something like leaves; a third is person. */
  static BenchPicture drawn(int width, int height) {
    int[] pixels = new int[width * height];
    float[] alpha = new float[width * height];
    double detail = 1080.0 / height;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        float a = person((x + 0.5) / width, (y + 0.5) / height, 3.0 / height);
        double u = x * detail;
        double v = y * detail;
        double leaves = 40 * Math.sin(u / 31 + 9 * Math.sin(v / 97)) * Math.cos(v / 23 + u / 211);
        double skin = 12 * Math.sin(u / 140) + 9 * Math.sin(v / 17 + u / 9);
        int at = y * width + x;
        alpha[at] = a;
        pixels[at] =
            level(90 + leaves, 196 + skin, a) << 16
                | level(130 + leaves, 152 + skin, a) << 8
                | level(60 + 0.6 * leaves, 128 + skin, a);
      }
    }
    return new BenchPicture(
        ArgbImage.adopt(width, height, noisy(pixels)), AlphaMatte.adopt(width, height, alpha));
  }

  /** A real photo scaled to a size; the starter model makes its matte. */
  static BenchPicture of(Path file, int width, int height) throws IOException {
    BufferedImage read = ImageIO.read(file.toFile());
    if (read == null) {
      throw new IOException(file + " is no picture");
    }
    BufferedImage scaled = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = scaled.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    graphics.drawImage(read, 0, 0, width, height, null);
    graphics.dispose();
    int[] pixels = noisy(scaled.getRGB(0, 0, width, height, null, 0, width));
    ArgbImage photo = ArgbImage.adopt(width, height, pixels);
    StarterProvider starter = new StarterProvider();
    String id = starter.descriptors().get(0).id();
    try (MattingModel model = starter.open(id, OpenOptions.forLatency())) {
      return new BenchPicture(photo, model.matte(photo));
    }
  }

  /** The photo as a camera would keep it. */
  byte[] jpeg() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageFiles.write(
        photo, out, OutputFormat.JPEG, WriteOptions.defaults().jpegQuality(JPEG_QUALITY));
    return out.toByteArray();
  }

  /** Head and shoulders; 1 inside, 0 outside, soft over {@code edge} picture heights. */
  private static float person(double x, double y, double edge) {
    double head = 1 - Math.hypot((x - 0.5) / 0.14, (y - 0.33) / 0.22);
    double body = 1 - Math.hypot((x - 0.5) / 0.30, (y - 1.02) / 0.52);
    double inside = 0.2 * Math.max(head, body) / edge + 0.5;
    return (float) Math.max(0, Math.min(1, inside));
  }

  private static int level(double back, double front, float alpha) {
    return (int) (back + alpha * (front - back));
  }

  private static int[] noisy(int[] pixels) {
    Random random = new Random(1);
    for (int i = 0; i < pixels.length; i++) {
      int p = 0xFF000000;
      for (int shift = 0; shift < 24; shift += 8) {
        long level =
            Math.round(((pixels[i] >> shift) & 0xFF) + NOISE_LEVELS * random.nextGaussian());
        p |= (int) Math.max(0, Math.min(255, level)) << shift;
      }
      pixels[i] = p;
    }
    return pixels;
  }
}

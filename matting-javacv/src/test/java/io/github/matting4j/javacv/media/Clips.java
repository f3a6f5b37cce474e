package io.github.matting4j.javacv.media;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Small drawn clips: a disc that moves over a gradient, with known alpha. */
public final class Clips {
  public static final int WIDTH = 96;
  public static final int HEIGHT = 64;

  /** Ticks of a 90 kHz clock. */
  public static final Ticks TICKS = new Ticks(1, 90_000);

  private Clips() {}

  /** The alpha of frame {@code index}: a disc with a soft edge. */
  public static AlphaMatte matte(int width, int height, int index) {
    float[] alpha = new float[width * height];
    double cx = width * (0.35 + 0.03 * (index % 10));
    double cy = height * 0.5;
    double radius = height * 0.3;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double distance = Math.hypot(x - cx, y - cy);
        alpha[y * width + x] = (float) Math.max(0, Math.min(1, (radius + 4 - distance) / 8));
      }
    }
    return AlphaMatte.adopt(width, height, alpha);
  }

  /** Frame {@code index}: smooth colours, opaque. */
  public static ArgbImage photo(int width, int height, int index) {
    AlphaMatte matte = matte(width, height, index);
    int[] argb = new int[width * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        float a = matte.alpha(x, y);
        int red = Math.round(a * 200 + (1 - a) * (40 + 60f * x / width));
        int green = Math.round(a * 150 + (1 - a) * (90 + 60f * y / height));
        int blue = Math.round(a * 120 + (1 - a) * 110);
        argb[y * width + x] = 0xFF000000 | red << 16 | green << 8 | blue;
      }
    }
    return ArgbImage.adopt(width, height, argb);
  }

  /** Frame {@code index} with its alpha. */
  public static ArgbImage cutOut(int width, int height, int index) {
    AlphaMatte matte = matte(width, height, index);
    int[] argb = photo(width, height, index).toArray();
    float[] alpha = matte.toArray();
    for (int i = 0; i < argb.length; i++) {
      argb[i] = argb[i] & 0xFFFFFF | Math.round(alpha[i] * 255) << 24;
    }
    return ArgbImage.adopt(width, height, argb);
  }

  /** Variable rate: 40 ms and 20 ms in turn, a longer pause after every fifth frame. */
  public static long[] times(int frames) {
    long[] nanos = new long[frames];
    long at = 0;
    for (int i = 0; i < frames; i++) {
      nanos[i] = at;
      at += (i % 2 == 0 ? 40 : 20) * 1_000_000L + (i % 5 == 4 ? 120_000_000L : 0);
    }
    return nanos;
  }

  /** Settings of clips of this size. */
  public static VideoWriter.Settings settings(int width, int height, Content content) {
    return new VideoWriter.Settings(width, height, content, TICKS, 25, new Ticks(1, 1));
  }

  /** Writes an opaque clip of these times. */
  public static void write(Path file, long[] times, VideoWriter.Sound sound) throws IOException {
    VideoWriter.Settings settings = settings(WIDTH, HEIGHT, Content.OPAQUE);
    try (VideoWriter writer =
        sound == null
            ? VideoWriter.create(file, settings)
            : VideoWriter.create(file, settings, sound)) {
      for (int i = 0; i < times.length; i++) {
        long next = i + 1 < times.length ? times[i + 1] : times[i] + 40_000_000L;
        writer.write(photo(WIDTH, HEIGHT, i), times[i], next - times[i]);
      }
      writer.finish();
    }
  }

  /** A WAV file with a tone, 16 bits, stereo. */
  public static Path tone(Path file, double seconds, int rate) throws IOException {
    int samples = (int) Math.round(seconds * rate);
    ByteBuffer wav = ByteBuffer.allocate(44 + samples * 4).order(ByteOrder.LITTLE_ENDIAN);
    wav.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + samples * 4);
    wav.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
    wav.putShort((short) 1).putShort((short) 2).putInt(rate).putInt(rate * 4);
    wav.putShort((short) 4).putShort((short) 16);
    wav.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(samples * 4);
    for (int i = 0; i < samples; i++) {
      short left = (short) (8000 * Math.sin(2 * Math.PI * 440 * i / rate));
      wav.putShort(left).putShort((short) (left / 2));
    }
    Files.write(file, wav.array());
    return file;
  }

  /** All frames of a file. */
  public static List<VideoFrame> read(Path file) throws IOException {
    List<VideoFrame> frames = new ArrayList<>();
    try (VideoReader reader = VideoReader.open(file)) {
      for (VideoFrame frame = reader.next(); frame != null; frame = reader.next()) {
        frames.add(frame);
      }
    }
    return frames;
  }

  /** Mean and greatest difference of one channel of two pictures, in levels. */
  public static double[] difference(ArgbImage one, ArgbImage other, int shift) {
    int[] a = one.toArray();
    int[] b = other.toArray();
    double sum = 0;
    int max = 0;
    for (int i = 0; i < a.length; i++) {
      int difference = Math.abs((a[i] >>> shift & 0xFF) - (b[i] >>> shift & 0xFF));
      sum += difference;
      max = Math.max(max, difference);
    }
    return new double[] {sum / a.length, max};
  }
}

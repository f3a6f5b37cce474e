package io.github.matting4j.javacv;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.javacv.media.Content;
import io.github.matting4j.javacv.media.Ticks;
import io.github.matting4j.javacv.media.VideoWriter;
import io.github.matting4j.portraits.PortraitClip;
import io.github.matting4j.portraits.SyntheticPortrait;
import io.github.matting4j.testdata.networks.NetworkSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The drawn clip that {@link VideoFigures} measures, its mattes and the graph, as files. */
final class FigureClip {
  /** Of the clip: the drawn ones forwards and backwards. */
  static final int FRAMES = 48;

  /** Frames that are drawn. */
  static final int DRAWN = 24;

  private static final int RATE = 25;
  private static final double NOISE = 3;

  private final Path folder;
  private final int width;
  private final int height;

  /** With a size such as {@code 1920x1080}. */
  FigureClip(Path folder, String size) {
    this.folder = folder;
    String[] sides = size.split("x", -1);
    this.width = Integer.parseInt(sides[0]);
    this.height = Integer.parseInt(sides[1]);
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  /** When a frame begins, in nanoseconds. */
  static long time(int frame) {
    return frame * 1_000_000_000L / RATE;
  }

  Path file() {
    return folder.resolve("clip-" + height + ".mp4");
  }

  Path graph() {
    return folder.resolve("pp-mattingv2.onnx");
  }

  /** A file for what is made of the clip. */
  Path output(String name) {
    return folder.resolve(name);
  }

  private Path mattes() {
    return folder.resolve("mattes-" + height + ".gray");
  }

  /** Writes clip, mattes and graph. */
  void make() throws IOException {
    Files.createDirectories(folder);
    NetworkSpec.ppMattingV2().write(graph());
    PortraitClip drawing = PortraitClip.drifting(11, width, height, NOISE);
    List<ArgbImage> photos = new ArrayList<>();
    byte[] alphas = new byte[DRAWN * width * height];
    for (int i = 0; i < DRAWN; i++) {
      SyntheticPortrait drawn = drawing.frame(i);
      photos.add(ArgbImage.adopt(width, height, drawn.argb()));
      float[] alpha = drawn.alpha();
      for (int at = 0; at < alpha.length; at++) {
        alphas[i * alpha.length + at] = (byte) Math.round(alpha[at] * 255);
      }
    }
    Files.write(mattes(), alphas);
    VideoWriter.Settings settings =
        new VideoWriter.Settings(
            width, height, Content.OPAQUE, new Ticks(1, 90_000), RATE, new Ticks(1, 1));
    try (VideoWriter writer = VideoWriter.create(file(), settings)) {
      for (int i = 0; i < FRAMES; i++) {
        writer.write(photos.get(DrawnMatteModel.turn(i, DRAWN)), time(i), time(1));
      }
      writer.finish();
    }
  }

  /** The drawn mattes, with errors that are new in each frame, so that a filter has work to do. */
  List<AlphaMatte> flickering() throws IOException {
    byte[] alphas = Files.readAllBytes(mattes());
    int size = width * height;
    List<AlphaMatte> mattes = new ArrayList<>();
    for (int i = 0; i < DRAWN; i++) {
      float[] alpha = new float[size];
      for (int y = 0; y < height; y++) {
        double down = Math.sin(7.0 * y / height + 2 * i);
        for (int x = 0; x < width; x++) {
          float exact = (alphas[i * size + y * width + x] & 0xFF) / 255f;
          float error = (float) (down * Math.sin(9.0 * x / height + i));
          float wrong = exact + error * exact * (1 - exact) + 0.02f * Math.max(0, error - 0.3f);
          alpha[y * width + x] = Math.max(0, Math.min(1, wrong));
        }
      }
      mattes.add(AlphaMatte.adopt(width, height, alpha));
    }
    return mattes;
  }
}

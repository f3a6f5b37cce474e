package io.github.matting4j.sequence;

import io.github.matting4j.MattingModels;
import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.io.ImageFiles;
import io.github.matting4j.metrics.SequenceMetrics;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.portraits.PortraitClip;
import io.github.matting4j.portraits.SyntheticPortrait;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.BiFunction;

/**
 * Prints the tables of docs/measurements/video.md and draws the picture of docs/video.md.
 *
 * <pre>
 * SteadyFigures table WIDTH [MODEL]   drawn clips of WIDTH x 4/3 WIDTH; also with this model's mattes
 * SteadyFigures cost                  processor time per frame of 1920x1080
 * SteadyFigures picture FILE.png      five frames with and without the filter
 * </pre>
 */
public final class SteadyFigures {
  private static final int FRAMES = 24;
  private static final double NOISE = 3;
  private static final long NETWORK_SEED = 5;
  private static final int AMPLIFIED = 3;
  private static final int GREY = 0xFF808080;

  private record Frame(ArgbImage photo, AlphaMatte truth, double[] offset) {}

  private record Errors(double dtSsd, double alongMotion, double mad) {}

  private SteadyFigures() {}

  public static void main(String[] arguments) throws IOException {
    switch (arguments[0]) {
      case "table" -> table(Integer.parseInt(arguments[1]), arguments);
      case "cost" -> cost();
      default -> picture(Path.of(arguments[1]));
    }
  }

  private static List<PortraitClip> clips(int width) {
    int height = width * 4 / 3;
    return List.of(
        PortraitClip.drifting(11, width, height, NOISE),
        PortraitClip.waving(12, width, height, NOISE),
        PortraitClip.panning(7, width, height, NOISE),
        PortraitClip.cut(11, width, height, NOISE));
  }

  private static List<Frame> frames(PortraitClip clip, int first, int count) {
    List<Frame> frames = new ArrayList<>();
    for (int i = first; i < first + count; i++) {
      SyntheticPortrait drawn = clip.frame(i);
      frames.add(
          new Frame(
              ArgbImage.adopt(drawn.width(), drawn.height(), drawn.argb()),
              AlphaMatte.adopt(drawn.width(), drawn.height(), drawn.alpha()),
              clip.offset(i)));
    }
    return frames;
  }

  private static void table(int width, String[] arguments) {
    System.out.println(
        "| clip | network | raw dtSSD | along | MAD | mean: dtSSD | along | MAD | one-frame delay:"
            + " dtSSD | along | MAD | motion-aware: dtSSD | along | MAD | two-way: dtSSD | along | MAD"
            + " |");
    for (PortraitClip clip : clips(width)) {
      List<Frame> frames = frames(clip, 0, FRAMES);
      Map<String, BiFunction<Frame, Integer, AlphaMatte>> networks = new LinkedHashMap<>();
      for (int size : new int[] {width, width / 2}) {
        FlickeringNetwork drawn = new FlickeringNetwork(size, NETWORK_SEED);
        networks.put("drawn, " + size, (f, i) -> drawn.matte(f.truth, i, f.offset));
      }
      networks.forEach((name, network) -> row(clip.name(), name, frames, network));
      if (arguments.length > 2) {
        try (MattingModel model =
            MattingModels.discovered().open(arguments[2], OpenOptions.forLatency().threads(1))) {
          row(clip.name(), arguments[2], frames, (f, i) -> model.matte(f.photo));
        }
      }
    }
  }

  private static void row(
      String clip,
      String name,
      List<Frame> frames,
      BiFunction<Frame, Integer, AlphaMatte> network) {
    List<AlphaMatte> raw = new ArrayList<>();
    for (int i = 0; i < frames.size(); i++) {
      raw.add(network.apply(frames.get(i), i));
    }
    Errors of = errors(frames, raw);
    StringBuilder line = new StringBuilder();
    line.append(
        String.format(
            Locale.ROOT,
            "| %s | %s | %.2f | %.2f | %.1f |",
            clip,
            name,
            100 * of.dtSsd,
            100 * of.alongMotion,
            1000 * of.mad));
    for (List<AlphaMatte> steady :
        List.of(
            plainMean(raw),
            filtered(TemporalFilter.oneFrameDelay(), frames, raw),
            filtered(TemporalFilter.motionAware(), frames, raw),
            filtered(TemporalFilter.twoWay(), frames, raw))) {
      Errors found = errors(frames, steady);
      line.append(
          String.format(
              Locale.ROOT,
              " %.2f | %.2f | %.2f |",
              found.dtSsd / of.dtSsd,
              found.alongMotion / of.alongMotion,
              found.mad / of.mad));
    }
    System.out.println(line);
  }

  private static List<AlphaMatte> filtered(
      TemporalFilter filter, List<Frame> frames, List<AlphaMatte> raw) {
    TemporalFilter.MatteStream stream = filter.start();
    List<AlphaMatte> steady = new ArrayList<>();
    for (int i = 0; i < raw.size(); i++) {
      stream.add(frames.get(i).photo, raw.get(i)).ifPresent(steady::add);
    }
    stream.finish().ifPresent(steady::add);
    return steady;
  }

  /** Half the new matte and half the mean so far. */
  private static List<AlphaMatte> plainMean(List<AlphaMatte> raw) {
    List<AlphaMatte> means = new ArrayList<>(List.of(raw.get(0)));
    for (AlphaMatte matte : raw.subList(1, raw.size())) {
      float[] mean = means.get(means.size() - 1).toArray();
      float[] fresh = matte.toArray();
      for (int i = 0; i < mean.length; i++) {
        mean[i] = 0.5f * (mean[i] + fresh[i]);
      }
      means.add(AlphaMatte.adopt(matte.width(), matte.height(), mean));
    }
    return means;
  }

  private static Errors errors(List<Frame> frames, List<AlphaMatte> mattes) {
    int width = mattes.get(0).width();
    int height = mattes.get(0).height();
    SequenceMetrics metrics = new SequenceMetrics(width, height);
    float[] before = {};
    double along = 0;
    for (int i = 0; i < mattes.size(); i++) {
      float[] matte = mattes.get(i).toArray();
      float[] truth = frames.get(i).truth.toArray();
      metrics.add(matte, truth);
      float[] error = new float[matte.length];
      for (int k = 0; k < error.length; k++) {
        error[k] = matte[k] - truth[k];
      }
      if (i > 0) {
        double[] now = frames.get(i).offset;
        double[] then = frames.get(i - 1).offset;
        along += distance(error, before, width, height, now[0] - then[0], now[1] - then[1]);
      }
      before = error;
    }
    return new Errors(metrics.dtSsd(), along / (mattes.size() - 1), metrics.mad());
  }

  /** The root mean square of the difference from the error before, moved as the person did. */
  private static double distance(
      float[] error, float[] before, int width, int height, double moveX, double moveY) {
    double sum = 0;
    for (int y = 0, k = 0; y < height; y++) {
      for (int x = 0; x < width; x++, k++) {
        double fromX = Math.max(0, Math.min(width - 1.001, x - moveX));
        double fromY = Math.max(0, Math.min(height - 1.001, y - moveY));
        int i = (int) fromY * width + (int) fromX;
        double across = fromX - (int) fromX;
        double down = fromY - (int) fromY;
        double high = before[i] + across * (before[i + 1] - before[i]);
        double low = before[i + width] + across * (before[i + width + 1] - before[i + width]);
        double change = error[k] - (high + down * (low - high));
        sum += change * change;
      }
    }
    return Math.sqrt(sum / error.length);
  }

  /** A disc with a wavy edge before a pattern; a quarter of the blocks has flicker. */
  private static void cost() {
    int width = 1920;
    int height = 1080;
    Random random = new Random(1);
    List<Frame> frames = new ArrayList<>();
    List<AlphaMatte> mattes = new ArrayList<>();
    FlickeringNetwork network = new FlickeringNetwork(512, 3);
    for (int f = 0; f < 12; f++) {
      double middle = 0.5 * width + 60 * Math.sin(f / 4.0);
      int[] photo = new int[width * height];
      float[] alpha = new float[photo.length];
      for (int i = 0; i < photo.length; i++) {
        double x = i % width - middle;
        double y = i / width - 0.7 * height;
        double inside = 350 + 12 * Math.sin(40 * Math.atan2(y, x)) - Math.hypot(x, y);
        double a = Math.max(0, Math.min(1, 0.5 + inside / 12));
        double person = 120 + 40 * Math.sin(x / 9) * Math.cos(y / 7);
        double wall = 90 + 50 * Math.sin(i % width / 37.0) * Math.sin(y / 23);
        int level = (int) (a * person + (1 - a) * wall + 8 * (random.nextFloat() - 0.5));
        photo[i] = 0xFF000000 | Math.max(0, Math.min(255, level)) * 0x010101;
        alpha[i] = (float) a;
      }
      AlphaMatte truth = AlphaMatte.adopt(width, height, alpha);
      frames.add(new Frame(ArgbImage.adopt(width, height, photo), truth, new double[2]));
      mattes.add(network.matte(truth, f, new double[2]));
    }
    for (int run = 0; run < 6; run++) {
      for (TemporalFilter filter :
          List.of(
              TemporalFilter.oneFrameDelay(),
              TemporalFilter.motionAware(),
              TemporalFilter.twoWay())) {
        long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        filtered(filter, frames, mattes);
        long took = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
        System.out.printf(Locale.ROOT, "%s %.1f ms%n", filter, took / 1e6 / frames.size());
      }
    }
  }

  /**
   * Five frames in columns; rows: photo, raw matte, its change from the frame before less the true
   * one (grey is none, amplified), the filter's matte, the same of it.
   */
  private static void picture(Path file) throws IOException {
    int width = 240;
    int height = 320;
    int columns = 5;
    int first = 8;
    PortraitClip clip = PortraitClip.drifting(11, width, height, NOISE);
    List<Frame> frames = frames(clip, 0, first + columns + 1);
    FlickeringNetwork network = new FlickeringNetwork(width, NETWORK_SEED);
    List<AlphaMatte> raw = new ArrayList<>();
    for (int i = 0; i < frames.size(); i++) {
      raw.add(network.matte(frames.get(i).truth, i, frames.get(i).offset));
    }
    List<AlphaMatte> steady = filtered(TemporalFilter.twoWay(), frames, raw);
    int[] sheet = new int[columns * width * 5 * height];
    for (int c = 0; c < columns; c++) {
      int f = first + c;
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          int[] pixels = {
            frames.get(f).photo.argb(x, y),
            grey(raw.get(f).alpha(x, y)),
            change(frames, raw, f, x, y),
            grey(steady.get(f).alpha(x, y)),
            change(frames, steady, f, x, y)
          };
          for (int row = 0; row < pixels.length; row++) {
            sheet[(row * height + y) * columns * width + c * width + x] = pixels[row];
          }
        }
      }
    }
    ImageFiles.write(ArgbImage.adopt(columns * width, 5 * height, sheet), file);
  }

  private static int grey(float alpha) {
    return 0xFF000000 | Math.round(255 * alpha) * 0x010101;
  }

  private static int change(List<Frame> frames, List<AlphaMatte> mattes, int f, int x, int y) {
    float now = mattes.get(f).alpha(x, y) - frames.get(f).truth.alpha(x, y);
    float then = mattes.get(f - 1).alpha(x, y) - frames.get(f - 1).truth.alpha(x, y);
    int level = Math.round(AMPLIFIED * 128 * (now - then));
    return GREY + Math.max(-128, Math.min(127, level)) * 0x010101;
  }
}

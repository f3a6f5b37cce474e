package io.github.matting4j.portraits.paint;

import io.github.matting4j.portraits.figure.Noise;
import io.github.matting4j.portraits.figure.SplitMix;
import io.github.matting4j.portraits.figure.SrgbTables;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Paints backgrounds. Rows run in parallel, each over all spots in the same order. Stateless. */
public final class BackdropPainter {
  private BackdropPainter() {}

  /** Opaque 0xFFRRGGBB pixels; {@code grounded} are shadows of feet and the like. */
  public static int[] paint(
      Backdrop backdrop, long seed, int width, int height, List<Spot> grounded) {
    double aspect = (double) width / height;
    List<Spot> all =
        new ArrayList<>(BackdropSpots.of(backdrop, new SplitMix(seed).fork(4), aspect));
    all.addAll(grounded);
    int[] out = new int[Math.multiplyExact(width, height)];
    IntStream.range(0, height)
        .parallel()
        .forEach(
            y -> {
              double v = (y + 0.5) / height;
              Spot[] row =
                  all.stream()
                      .filter(s -> Math.abs(v - s.y()) <= s.halfY() + s.soft())
                      .toArray(Spot[]::new);
              double[] rgb = new double[3];
              for (int x = 0; x < width; x++) {
                double u = (x + 0.5) / height;
                base(backdrop, seed, u, v, aspect, rgb);
                for (Spot s : row) {
                  s.onto(u, v, rgb);
                }
                out[y * width + x] = pack(rgb);
              }
            });
    return out;
  }

  private static int pack(double[] rgb) {
    int r = (int) (SrgbTables.encode(rgb[0]) + 0.5f);
    int g = (int) (SrgbTables.encode(rgb[1]) + 0.5f);
    int b = (int) (SrgbTables.encode(rgb[2]) + 0.5f);
    return 0xFF000000 | r << 16 | g << 8 | b;
  }

  private static void base(
      Backdrop backdrop, long seed, double u, double v, double aspect, double[] rgb) {
    switch (backdrop) {
      case STUDIO -> studio(seed, u - 0.5 * aspect, v - 0.40, rgb);
      case LEAVES -> leaves(seed, u, v, aspect, rgb);
      case INTERIOR -> room(seed, u, v, rgb);
      case CITY_NIGHT -> night(seed, u, v, rgb);
      case SEASIDE -> sea(seed, u, v, rgb);
    }
  }

  private static void studio(long seed, double dx, double dy, double[] rgb) {
    double pool = Noise.hill((dx * dx + dy * dy) / 1.15);
    double plaster = Noise.octaves(dx * 3, dy * 3, 4, seed + 71);
    double light = (0.10 + 0.34 * pool) * (1 + 0.10 * plaster);
    double warm = Noise.lattice(1, 2, 3, seed);
    set(rgb, light * (1.02 + 0.16 * warm), light, light * (1.02 - 0.18 * warm));
  }

  private static void leaves(long seed, double u, double v, double aspect, double[] rgb) {
    double sun = Noise.hill((sq(u - 0.82 * aspect) + sq(v - 0.12)) / 1.1);
    double mass = 0.5 + 0.5 * Noise.octaves(u * 2.2, v * 2.2, 3, seed + 72);
    double low = 1 - 0.55 * v;
    set(
        rgb,
        (0.035 + 0.10 * mass + 0.55 * sun) * low,
        (0.075 + 0.15 * mass + 0.52 * sun) * low,
        (0.030 + 0.03 * mass + 0.16 * sun) * low);
  }

  private static void room(long seed, double u, double v, double[] rgb) {
    double light = 0.42 - 0.16 * u + 0.03 * Noise.octaves(u * 2, v * 2, 3, seed + 73);
    double floor = Noise.step(0.86, 0.875, v);
    double shade = light * (1 - 0.25 * v);
    set(
        rgb,
        Noise.mix(shade * 0.96, 0.13, floor),
        Noise.mix(shade * 0.88, 0.080, floor),
        Noise.mix(shade * 0.76, 0.048, floor));
  }

  private static void night(long seed, double u, double v, double[] rgb) {
    double haze = 0.5 + 0.5 * Noise.octaves(u * 1.6, v * 1.6, 3, seed + 74);
    double glow = Noise.hill(sq(v - 0.62) / 0.35);
    set(
        rgb,
        0.012 + 0.045 * glow * haze,
        0.014 + 0.030 * glow * haze,
        0.034 + 0.035 * glow * haze + 0.02 * (1 - v));
  }

  private static void sea(long seed, double u, double v, double[] rgb) {
    double cloud = Noise.step(0.0, 0.5, Noise.octaves(u * 2.2, v * 6 + 3, 5, seed + 75));
    double rise = Noise.clamp(v / 0.55);
    set(rgb, Noise.mix(0.16, 0.62, rise), Noise.mix(0.36, 0.72, rise), Noise.mix(0.70, 0.80, rise));
    for (int c = 0; c < 3; c++) {
      rgb[c] = Noise.mix(rgb[c], 0.86 - 0.05 * (2 - c), 0.65 * cloud);
    }
    double water = Noise.step(0.548, 0.556, v);
    double glint = Noise.step(0.15, 0.55, Noise.octaves(u * 16, v * 110, 2, seed + 76));
    double near = Noise.clamp((v - 0.55) / 0.25);
    rgb[0] = Noise.mix(rgb[0], 0.05 + 0.06 * near + 0.35 * glint, water);
    rgb[1] = Noise.mix(rgb[1], 0.19 + 0.09 * near + 0.35 * glint, water);
    rgb[2] = Noise.mix(rgb[2], 0.29 + 0.04 * near + 0.35 * glint, water);
    double shore = 0.80 + 0.012 * Noise.at(u * 5, 1.5, seed + 77);
    double foam = Noise.hill(sq((v - shore) / 0.012));
    double sand = Noise.step(shore - 0.005, shore + 0.01, v);
    double grain = 1 + 0.12 * Noise.octaves(u * 30, v * 90, 3, seed + 78);
    rgb[0] = Noise.mix(Noise.mix(rgb[0], 0.62 * grain, sand), 0.9, 0.8 * foam);
    rgb[1] = Noise.mix(Noise.mix(rgb[1], 0.50 * grain, sand), 0.9, 0.8 * foam);
    rgb[2] = Noise.mix(Noise.mix(rgb[2], 0.34 * grain, sand), 0.9, 0.8 * foam);
  }

  private static void set(double[] rgb, double r, double g, double b) {
    rgb[0] = r;
    rgb[1] = g;
    rgb[2] = b;
  }

  private static double sq(double v) {
    return v * v;
  }
}

package io.github.matting4j.portraits.paint;

import io.github.matting4j.portraits.figure.Noise;
import io.github.matting4j.portraits.figure.SplitMix;
import java.util.ArrayList;
import java.util.List;

/** The things in a background: leaves, lights, books. Lengths in picture heights. Stateless. */
final class BackdropSpots {
  private static final double BLUR = 0.010;

  private BackdropSpots() {}

  static List<Spot> of(Backdrop backdrop, SplitMix random, double aspect) {
    return switch (backdrop) {
      case STUDIO, SEASIDE -> List.of();
      case LEAVES -> leaves(random, aspect);
      case INTERIOR -> room(random, aspect);
      case CITY_NIGHT -> night(random, aspect);
    };
  }

  private static List<Spot> leaves(SplitMix random, double aspect) {
    List<Spot> out = new ArrayList<>();
    int count = (int) (420 * Math.max(0.5, aspect));
    for (int i = 0; i < count; i++) {
      double x = random.between(-0.05, aspect + 0.05);
      double y = random.between(-0.05, 1.05);
      double sun =
          Noise.hill(((x - 0.82 * aspect) * (x - 0.82 * aspect) + (y - 0.12) * (y - 0.12)) / 1.2);
      double r = random.between(0.018, 0.062);
      boolean light = random.next() < 0.12 + 0.5 * sun;
      double bright = light ? random.between(0.5, 1.1) : random.between(0.03, 0.16);
      double yellow = random.next();
      double[] rgb = {
        bright * (0.42 + 0.5 * yellow),
        bright * (0.78 + 0.14 * yellow),
        bright * (0.20 + 0.18 * yellow)
      };
      double alpha = light ? random.between(0.10, 0.42) : random.between(0.15, 0.5);
      out.add(Spot.disc(x, y, r, 0.12 * r + 0.002, rgb, alpha));
    }
    return out;
  }

  private static List<Spot> night(SplitMix random, double aspect) {
    List<Spot> out = new ArrayList<>();
    for (double x = -0.05; x < aspect + 0.1; ) {
      double w = random.between(0.10, 0.24);
      double top = random.between(0.05, 0.42);
      double[] wall = {0.020, 0.022, random.between(0.030, 0.045)};
      out.add(Spot.box(x, top, x + w, 1.1, 0.02, wall, 0.85));
      for (double wy = top + 0.04; wy < 0.7; wy += 0.052) {
        for (double wx = x + 0.025; wx < x + w - 0.015; wx += 0.042) {
          if (random.next() < 0.4) {
            double b = random.between(0.10, 0.5);
            out.add(Spot.disc(wx, wy, 0.017, 0.004, new double[] {b, b * 0.72, b * 0.38}, 0.6));
          }
        }
      }
      x += w + random.between(0, 0.05);
    }
    double[][] lamps = {{1.5, 0.85, 0.35}, {1.4, 1.15, 0.8}, {1.3, 0.15, 0.08}, {0.2, 0.7, 0.9}};
    for (int i = 0; i < 70; i++) {
      double y = 0.62 + 0.10 * random.bell();
      double r = random.between(0.022, 0.052);
      double[] lamp = lamps[random.below(4)];
      out.add(Spot.disc(random.between(0, aspect), y, r, 0.005, lamp, random.between(0.15, 0.55)));
    }
    return out;
  }

  private static List<Spot> room(SplitMix random, double aspect) {
    List<Spot> out = new ArrayList<>();
    double x1 = 0.30 * aspect;
    out.add(Spot.box(0.03 * aspect, 0.05, x1, 0.60, BLUR, new double[] {0.75, 0.72, 0.66}, 1));
    for (int i = 0; i < 2; i++) {
      for (int j = 0; j < 3; j++) {
        double w = (x1 - 0.03 * aspect) / 2;
        double l = 0.03 * aspect + i * w;
        double t = 0.05 + j * 0.183;
        double[] day = {0.80, 0.95, 1.15};
        out.add(Spot.box(l + 0.014, t + 0.014, l + w - 0.008, t + 0.172, BLUR, day, 1));
        double[] tree = {0.20, 0.42, 0.16};
        out.add(Spot.disc(l + w * random.next(), t + 0.12, 0.045, 0.03, tree, 0.5));
      }
    }
    shelf(random, 0.66 * aspect, 0.99 * aspect, out);
    double lx = 0.56 * aspect;
    out.add(
        Spot.box(lx - 0.004, 0.30, lx + 0.004, 0.9, BLUR, new double[] {0.08, 0.06, 0.04}, 0.9));
    out.add(Spot.disc(lx, 0.27, 0.20, 0.2, new double[] {1.0, 0.75, 0.45}, 0.35));
    out.add(Spot.box(lx - 0.06, 0.21, lx + 0.06, 0.32, BLUR, new double[] {1.2, 0.95, 0.62}, 1));
    return out;
  }

  private static void shelf(SplitMix random, double x0, double x1, List<Spot> out) {
    double[] wood = {0.16, 0.09, 0.05};
    out.add(Spot.box(x0, 0.06, x1, 0.90, BLUR, new double[] {0.07, 0.042, 0.026}, 1));
    for (int row = 0; row < 4; row++) {
      double base = 0.06 + 0.21 * (row + 1);
      for (double x = x0 + 0.015; x < x1 - 0.03; ) {
        double w = random.between(0.014, 0.034);
        double h = random.between(0.11, 0.175);
        double b = random.between(0.08, 0.5);
        double[] rgb = {
          b * random.between(0.5, 1.0), b * random.between(0.35, 0.9), b * random.between(0.25, 0.8)
        };
        if (random.next() < 0.86) {
          out.add(Spot.box(x, base - h, x + w, base, 0.006, rgb, 0.95));
        }
        x += w + 0.003;
      }
      out.add(Spot.box(x0, base, x1, base + 0.018, 0.007, wood, 1));
    }
  }
}
